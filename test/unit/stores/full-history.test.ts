import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { ERROR_TABLE, publicError } from '../../../functions/http/error-table.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { fill } from '../../support/full-problems.ts';
import { tell } from '../../support/handle-problems.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

async function full() {
  const stage = await openTestStage();
  await takeIn({ campaign: stage.campaign, inspection: buildInspection('I-1'), by: 'inspector:li' }, stage.services);
  const refusal = await fill(stage, 'I-1-1');
  const status = async () => (await stage.services.ledger.load(stage.campaign, 'I-1-1'))?.state.status;
  return { ...stage, refusal, status };
}

describe('a problem whose history is full', () => {
  it('says so with what it would come to and what to do, in both languages', async () => {
    const { refusal } = await full();
    expect(publicError(refusal, ERROR_TABLE, 'R1')).toEqual({
      status: 409,
      error: 'history-full',
      message: 'I-1-1（301 KB）：该问题的办理记录最多 300 KB，已不能再增加；请核查销号或作废，需要时登记新问题',
      messageEn: expect.stringContaining('I-1-1 (301 KB): the history of a problem holds 300 KB'),
    });
  });
  it('still has room for every rung, for what is to be told of them, and for being voided', async () => {
    const stage = await full();
    stage.goTo('2026-05-30 09:00');
    expect(await sweep({ campaign: stage.campaign }, stage.services)).toMatchObject({ rungs: 6 });
    await tell(stage, 'I-1-1', { type: 'void', reason: '作废'.repeat(250) });
    expect(await stage.status()).toBe('voided');
  });
  it('can be closed where a rectification waits for it, and then be appealed and decided', async () => {
    const stage = await full();
    const file = (characters: number) =>
      tell(stage, 'I-1-1', { type: 'fileRectification', note: '整'.repeat(characters), photos: [] });
    await expect(file(2000)).rejects.toThrow('holds 300 KB');
    stage.goTo('2026-03-20 09:00');
    await file(1);
    await tell(stage, 'I-1-1', { type: 'verify', pass: true, note: '好'.repeat(500), by: 'inspector:li' });
    await tell(stage, 'I-1-1', { type: 'appeal', reason: '雨'.repeat(500), by: 'unit:street-east' });
    await tell(stage, 'I-1-1', { type: 'rejectAppeal', reason: '驳'.repeat(500) });
    expect(await stage.status()).toBe('closed');
  });
});
