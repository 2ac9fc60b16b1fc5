import { hash } from 'node:crypto';
import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { originalPath } from '../../shared/domain/photo/photo-paths.ts';
import { buildCampaign, buildCampaignInput } from '../support/build-campaign.ts';
import { buildJpeg, plain } from '../support/photos.ts';
import { buildInspection } from '../support/test-stage.ts';
import { asCaller } from './caller.ts';
import { overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { Scenario } from './play.ts';
import type { FaultStage } from './stage.ts';

const MY = '/campaigns/hundred-days-2026/my';
const PHOTO = buildJpeg(plain(8, 8));
const sha256 = hash('sha256', PHOTO);
const path = originalPath(sha256, 'image/jpeg');
const LETTER = { id: 'letter', kind: 'letter', name: '签订责任状', due: '2026-03-06' } as const;

async function begin(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  const { services, campaign } = stage;
  const [publicity, ...later] = buildCampaignInput().phases;
  const phases = publicity ? [{ ...publicity, tasks: [LETTER] }, ...later] : [];
  await services.registry.create(buildCampaign({ phases }), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I', 2), by: 'inspector:li' }, services);
  await stage.photos.put(path, PHOTO);
  stage.goTo('2026-03-02 14:00');
}

const ask = (title: string, request: string, json?: object): Scenario => ({
  title,
  handler: 'unit-api/handler.ts',
  begin,
  delivery: overHttp(asCaller('unit', request, json && { json })),
});

describeFaults('unit-api', [
  ask('what is owed is listed', `GET ${MY}/tasks`),
  ask('a problem is acknowledged', `POST ${MY}/problems/I-1/acknowledge`, {}),
  ask('an extension is asked for', `POST ${MY}/problems/I-1/extension`, {
    until: '2026-03-20T00:00:00Z',
    reason: '需要施工',
  }),
  ask('a rectification is filed with a photo', `POST ${MY}/problems/I-1/rectification`, {
    note: '已清理',
    photos: [{ path, sha256 }],
  }),
  ask('a task is filed', `POST ${MY}/tasks/letter`, { note: '已签' }),
]);
