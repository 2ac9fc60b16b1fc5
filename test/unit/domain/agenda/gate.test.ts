import { describe, expect, it } from 'vitest';
import { assessGate } from '../../../../shared/domain/agenda/gate.ts';
import { type Gate, gateSchema } from '../../../../shared/domain/campaign/phase-schema.ts';

const gate = (change: object = {}): Gate =>
  gateSchema.parse({
    id: '70',
    name: '自拆助拆达七成',
    on: '2026-05-15',
    measure: { name: 'methodRate', methods: ['self', 'assisted'] },
    target: { atLeast: 0.7 },
    onMiss: { do: 'extend', days: 10 },
    ...change,
  });
const measured = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  value: numerator / denominator,
});

describe('assessGate', () => {
  it('is met at the target exactly', () => {
    expect(assessGate(gate(), measured(140, 200), false)).toEqual({
      gate: '70',
      target: { atLeast: 0.7 },
      measured: { numerator: 140, denominator: 200, value: 0.7 },
      met: true,
      reason: 'reached',
      consequence: 'none',
      summary: {
        zh: '自拆助拆达七成：目标 ≥ 70%，实绩 70.00% (140/200)，达到',
        en: '自拆助拆达七成: target ≥ 70%, measured 70.00% (140/200), met',
      },
    });
  });

  it('extends the phase when it is missed for the first time', () => {
    expect(assessGate(gate(), measured(137, 200), false)).toMatchObject({
      met: false,
      consequence: 'extend',
      days: 10,
      summary: { zh: '自拆助拆达七成：目标 ≥ 70%，实绩 68.50% (137/200)，未达到，本阶段延长 10 天' },
    });
  });

  it('escalates instead of extending a second time', () => {
    const second = assessGate(gate(), measured(137, 200), true);
    expect(second).toMatchObject({ met: false, consequence: 'escalate' });
    expect(second).not.toHaveProperty('days');
  });

  it('counts a gate without a base as missed and says so', () => {
    expect(assessGate(gate(), { numerator: 0, denominator: 0, value: null }, false)).toMatchObject({
      met: false,
      reason: 'noBase',
      consequence: 'extend',
      summary: { zh: expect.stringContaining('实绩 无（没有可统计的基数），未达到') },
    });
  });

  it.each(['proceed', 'escalate'] as const)('does what the campaign says of a miss: %s', (consequence) => {
    expect(assessGate(gate({ onMiss: { do: consequence } }), measured(1, 2), false)).toMatchObject({ consequence });
  });

  it('holds a ceiling from below', () => {
    const ceiling = gate({ target: { atMost: 0.1 } });
    expect(assessGate(ceiling, measured(1, 10), false).met).toBe(true);
    expect(assessGate(ceiling, measured(11, 100), false)).toMatchObject({
      met: false,
      summary: { en: expect.stringContaining('target ≤ 10%, measured 11.00% (11/100), missed') },
    });
  });

  it('shows hours and counts in their own unit', () => {
    const hours = gate({ measure: { name: 'averageHoursToClose' }, target: { atMost: 72 } });
    expect(assessGate(hours, { numerator: 241, denominator: 3, value: 241 / 3 }, false).summary.zh).toContain(
      '目标 ≤ 72，实绩 80.33，',
    );
  });
});
