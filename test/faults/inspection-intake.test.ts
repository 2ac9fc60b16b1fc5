import { hash } from 'node:crypto';
import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { close } from '../support/handle-problems.ts';
import { buildJpeg, plain } from '../support/photos.ts';
import { buildInspection } from '../support/test-stage.ts';
import { asCaller } from './caller.ts';
import { overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { FaultStage } from './stage.ts';

const handler = 'inspection-intake/handler.ts';
const CAMPAIGN = '/campaigns/hundred-days-2026';
const PHOTO = buildJpeg(plain(8, 8));

async function begin(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  await stage.services.registry.create(buildCampaign(), stage.clock.now());
}

/** A place where something was put right last week. */
async function withClosing(stage: FaultStage): Promise<void> {
  await begin(stage);
  const { campaign, services } = stage;
  const { problems } = await takeIn({ campaign, inspection: buildInspection('I-0', 1), by: 'x' }, services);
  await close(stage, problems[0] ?? '');
  stage.goTo('2026-03-09 09:00');
}

const post = (path: string, json: unknown) => overHttp(asCaller('inspector', `POST ${CAMPAIGN}${path}`, { json }));

describeFaults('inspection-intake', [
  {
    title: 'an inspection with a relapse and two new problems',
    handler,
    begin: withClosing,
    delivery: post('/inspections', buildInspection('I-1', 3)),
  },
  {
    title: 'a batch of three with a bad row',
    handler,
    begin,
    delivery: post('/inspections/batch', {
      inspections: [buildInspection('I-1', 1), { id: 'I-2', unit: 'nobody' }, buildInspection('I-3', 1)],
    }),
    answerOf: rowsOf,
  },
  {
    title: 'a photo',
    handler,
    begin,
    delivery: overHttp(asCaller('inspector', `PUT ${CAMPAIGN}/photos`, { raw: PHOTO, type: 'image/jpeg' })),
  },
  {
    title: 'a photo that is announced',
    handler,
    begin,
    delivery: post('/photos/upload', { sha256: hash('sha256', PHOTO), type: 'image/jpeg', length: PHOTO.length }),
    answerOf: (answer) => ({ ...(answer as { statusCode: number }), body: undefined, headers: undefined }),
  },
]);

/** Taken in now or taken in before is all the same; each row has its problems or its faults. */
function rowsOf(answer: unknown): unknown {
  const { statusCode, body } = answer as { statusCode: number; body: string };
  const { rows } = JSON.parse(body) as { rows: ReadonlyArray<{ status: string }> };
  return { statusCode, rows: rows.map((row) => ({ ...row, status: row.status.replace('repeated', 'accepted') })) };
}
