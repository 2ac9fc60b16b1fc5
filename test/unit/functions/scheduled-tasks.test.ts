import { describe, expect, it } from 'vitest';
import { dueTracking } from '../../../functions/due-tracking/run-action.ts';
import { escalationDelivery } from '../../../functions/escalation-delivery/run-action.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { DOCUMENTS } from '../../../functions/lambda-archive.ts';
import { lambdaServices, TABLE_ALONE } from '../../../functions/lambda-services.ts';
import { lambdaTask } from '../../../functions/lambda-task.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

describe('what the schedule starts each minute', () => {
  it('sweeps and delivers every running campaign, and is safe to be started twice', async () => {
    const stage = await openTestStage();
    await takeIn({ campaign: stage.campaign, inspection: buildInspection('I-1', 2), by: 'x' }, stage.services);
    stage.goTo('2026-03-05 11:30');
    expect(await dueTracking({ action: 'sweep' }, stage.services)).toMatchObject({ [stage.campaign]: { rungs: 2 } });
    expect(await escalationDelivery({ action: 'deliver' }, stage.services)).toMatchObject({
      [stage.campaign]: { sent: 1, unknown: 0 },
    });
    expect(await dueTracking({ action: 'sweep' }, stage.services)).toMatchObject({ [stage.campaign]: { rungs: 0 } });
    expect(await escalationDelivery({ action: 'deliver' }, stage.services)).toMatchObject({
      [stage.campaign]: { sent: 0 },
    });
  });
  it('leaves a paused campaign alone', async () => {
    const stage = await openTestStage();
    const head = await stage.services.registry.head(stage.campaign);
    if (head) await stage.services.items.transact([stage.services.registry.writeHead(head, { status: 'paused' })]);
    expect(await dueTracking({ action: 'sweep' }, stage.services)).toEqual({});
    expect(await escalationDelivery({ action: 'deliver' }, stage.services)).toEqual({});
  });
  it('names what it was sent and could not take', async () => {
    const { services } = await openTestStage();
    expect(() => dueTracking({ action: 'swep' }, services)).toThrow('swep');
  });
  it('does not start without its environment, and names what is missing', () => {
    expect(() => lambdaTask('due-tracking', dueTracking, TABLE_ALONE, {})).toThrow('TABLE_NAME');
    expect(() => lambdaTask('x', dueTracking, DOCUMENTS, { TABLE_NAME: 'table' })).toThrow('ARCHIVE_BUCKET');
  });
  it('says which equipment a function lacks when it asks for it', async () => {
    const services = await lambdaServices({ TABLE_NAME: 'table' }, () => ({}))();
    await expect(services.archive.get('photos/a')).rejects.toThrow('without archive');
    await expect(services.carrier.send({ id: 'M-1', at: services.clock.now(), to: '', text: '' })).rejects.toThrow(
      'without carrier',
    );
  });
});
