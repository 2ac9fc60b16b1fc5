import assert from 'node:assert/strict';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { writeXlsx } from 'hucre/xlsx';
import { buildCampaignInput } from '../../support/build-campaign.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { CREDENTIALS, REGION } from '../emulator.ts';
import { type Story, until } from '../story.ts';

const CAMPAIGN = 'old-ledger';
const MAPPING = {
  dateFormats: ['yyyy-MM-dd HH:mm'],
  columns: { id: '编号', reportedAt: '上报', closedAt: '办结', unit: '单位', category: '类别', place: '地点' },
};
/** The clock stands still at each, so that a later import is told from the first. */
const MOMENTS = ['2026-10-01T01:00:00.000Z', '2026-10-01T02:00:00.000Z', '2026-10-01T03:00:00.000Z'] as const;
/** Two chunks. */
const ROWS = 520;
/** Of these, when some come once more. */
const SOME = 40;
/** The last one names a unit that the campaign does not have. */
const lines = [
  '编号,上报,办结,单位,类别,地点',
  ...Array.from(
    { length: ROWS - 1 },
    (_, n) => `A${n},2026-09-01 09:00,2026-09-03 10:00,城东街道,暴露垃圾,人民路${n}号`,
  ),
  'A999,2026-09-01 09:00,,无此街道,暴露垃圾,解放路1号',
];

/** An office's own ledger, dropped into the bucket of imports. */
export async function oldLedger(
  { ask, endpoint, outputs, setClock }: DeployedStage,
  { tell, step }: Story,
): Promise<void> {
  const client = new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS, forcePathStyle: true });
  const Bucket = outputs.ImportBucket;
  const put = (name: string, Body: string | Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket, Key: `import/${CAMPAIGN}/${name}`, Body }));
  const reports = async (): Promise<readonly string[]> => {
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `reports/${CAMPAIGN}/` }));
    return (listed.Contents ?? []).map(({ Key = '' }) => Key).filter((key) => key.endsWith('report.json'));
  };
  /** Reports lie in the order of their moments. */
  const report = (turn: number) =>
    until(async () => {
      const key = (await reports()).toSorted()[turn - 1];
      const found = key && (await client.send(new GetObjectCommand({ Bucket, Key: key })));
      return found ? JSON.parse((await found.Body?.transformToString()) ?? '') : undefined;
    }, 180);

  tell('\nA ledger that the office kept before');
  await step('the office starts a campaign and puts mapping and ledger into the bucket', async () => {
    await setClock(MOMENTS[0]);
    const json = buildCampaignInput({
      id: CAMPAIGN,
      phases: [
        { phase: 'publicity', starts: '2026-10-01', ends: '2026-10-10' },
        { phase: 'attack', starts: '2026-10-11', ends: '2026-12-19' },
        { phase: 'consolidation', starts: '2026-12-20', ends: '2027-01-08' },
      ],
    });
    assert.equal((await ask('office', 'POST /campaigns', { json })).status, 201);
    await put('mapping.json', JSON.stringify(MAPPING));
    await put('台账.csv', lines.join('\n'));
  });
  await step('the notice leads to a report whose numbers add up: all but one imported, one rejected', async () => {
    const { rows, imported, closed, repeated, repeats, rejected } = await report(1);
    assert.deepEqual([rows, imported, closed, repeated, repeats, rejected], [ROWS, ROWS - 1, ROWS - 1, 0, 0, 1]);
  });
  await step('its rows are problems of the campaign, closed as the ledger tells', async () => {
    const { status, body } = await ask('auditor', `GET /campaigns/${CAMPAIGN}/problems/A0`);
    assert.equal(status, 200);
    assert.equal(body.status, 'closed');
  });
  await step('rows that are put there again are not taken in twice', async () => {
    await setClock(MOMENTS[1]);
    await put('台账.csv', lines.slice(0, 1 + SOME).join('\n'));
    const { imported, repeated, rejected } = await report(2);
    assert.deepEqual([imported, repeated, rejected], [0, SOME, 0]);
  });
  await step('a workbook is taken as well, and tells the same rows to be there already', async () => {
    await setClock(MOMENTS[2]);
    const rows = lines.slice(0, 1 + SOME).map((row) => row.split(','));
    await put('台账.xlsx', await writeXlsx({ sheets: [{ name: '台账', rows }] }));
    const { imported, repeated, rejected } = await report(3);
    assert.deepEqual([imported, repeated, rejected], [0, SOME, 0]);
  });
  await step('the campaign is ended, and a ledger for it is told so in its report', async () => {
    assert.equal(
      (await ask('office', `POST /campaigns/${CAMPAIGN}/status`, { json: { status: 'ended' } })).status,
      200,
    );
    await put('迟到.csv', lines.join('\n'));
    assert.match((await report(4)).refused.en, /has ended/);
  });
}
