import type { Message } from '../../shared/stores/outbox.ts';

/** A message of one urging to the liaison of Street East, sent on 9 March 2026. */
export function buildMessage(change: Partial<Message> & Pick<Message, 'campaign'>): Message {
  const [dueAt, at] = ['2026-03-09T01:00:00.000Z', '2026-03-09T01:00:00.000Z'];
  const rung = 'urge' as const;
  const moments = { dueAt, decidedAt: at, releaseAt: at };
  return {
    id: 'SMS_1',
    unit: 'street-east',
    role: 'liaison',
    rung,
    entries: 1,
    carries: [{ id: 'I-1-1.1.urge.0.liaison', rung, step: 'urge', problem: 'I-1-1', life: 1, revision: 0, ...moments }],
    phoneMasked: '138****0101',
    number: 'hash',
    dueAt,
    at,
    state: 'sent',
    text: '【县创卫办】催办：东街 https://hd.cn/t/…',
    parts: 1,
    expiresAt: '2026-03-16T01:00:00.000Z',
    ...change,
  };
}
