import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import type { Services } from '../../../functions/services.ts';
import { serve } from '../../../infra/local/serving.ts';
import { openStage } from '../../../infra/local/stage.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { buildCampaign } from '../../support/build-campaign.ts';
import { at } from '../../support/problem-scenario.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';
import { buildInspection } from '../../support/test-stage.ts';

const newFolder = temporaryFolders();

describe('a stage that starts', () => {
  it('serves also where a message in flight can not be looked after, and says so', async () => {
    const clock = createVirtualClock(at('2026-03-02 09:00'));
    const ids = createSeededIds('test', clock);
    const stage = openStage({ folder: newFolder(), clock, ids, durability: 'fast' });
    const campaign = buildCampaign();
    await stage.services.registry.create(campaign, clock.now());
    await takeIn({ campaign: campaign.id, inspection: buildInspection('I-1'), by: 'x' }, stage.services);
    clock.advanceTo(at('2026-03-05 11:30'));
    await sweep({ campaign: campaign.id }, stage.services);
    const outbox: Services['outbox'] = {
      ...stage.services.outbox,
      claimOf: () => Promise.reject(new Error('cannot be read')),
    };
    const told: object[] = [];
    const serving = await serve({
      stage: { ...stage, services: { ...stage.services, outbox } },
      port: 0,
      version: '0',
      logger: { info: () => undefined, error: (message, fields) => void told.push({ message, ...fields }) },
      prepare: async () => undefined,
    });
    const { status } = await fetch(`${serving.url}/health`);
    serving.close();
    await serving.ended;
    expect(status).toBe(200);
    expect(told[0]).toMatchObject({
      message: 'not all that was in flight could be looked after',
      cause: expect.stringContaining('escalation I-1-1.1.remind.0.liaison: Error: cannot be read'),
    });
  });
});
