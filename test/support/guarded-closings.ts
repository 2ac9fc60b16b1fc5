import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bulletinPublishing } from '../../functions/bulletin-publishing/run-action.ts';
import { campaignPhase } from '../../functions/campaign-phase/run-action.ts';
import { ranking } from '../../functions/ranking/run-action.ts';
import { createServices } from '../../functions/services.ts';
import { startWorkflow } from '../../infra/local/workflow.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Archive, ItemStore } from '../../shared/ports.ts';
import { SIX_RUNGS } from './build-campaign.ts';
import { type Foldered, foldersOf, type Guarded, guardStage, type Uses } from './guarded-stage.ts';
import { workbook } from './ledger-files.ts';
import { inspectMonth, openAppraisal } from './monthly-appraisal.ts';
import { LEDGER_COLUMNS, LEDGER_SETTINGS, ledgerCsv } from './office-ledger.ts';
import { dropLedger, openImportStage, runImport } from './run-ledger-import.ts';
import type { openTestStage } from './test-stage.ts';

type Stage = Awaited<ReturnType<typeof openTestStage>>;
type Ask = ReturnType<typeof guardStage>['ask'];

/** Half a year of monthly rankings with bulletins, proposals and an upheld appeal. */
export async function appraisal(uses: Uses): Promise<void> {
  const stage = await openAppraisal({
    phases: [...APPRAISED],
    ladder: { rungs: SIX_RUNGS, specialReport: { overdue: 2, withinDays: 90 } },
  });
  const { ask, servicesOf } = guardStage(stage, uses);
  const months = ['2026-03', '2026-04', '2026-05', '2026-06'];
  const goTo = async (instant: Instant) => {
    while (months[0] && `${months[0]}-12T01:00` <= instant)
      await inspectMonth(stage, months.shift() ?? '', ['street-1', 'street-2', 'street-3']);
    if (instant > stage.clock.now()) stage.clock.advanceTo(instant);
  };
  const handlers = {
    CampaignPhase: (event: unknown) => campaignPhase(event, servicesOf('campaignPhase')),
    Ranking: (event: unknown) => ranking(event, servicesOf('ranking')),
    BulletinPublishing: (event: unknown) => bulletinPublishing(event, servicesOf('bulletinPublishing')),
  };
  const errors: unknown[] = [];
  const onOperator = (error: unknown) => void errors.push(error);
  for (let revision = 1, end = ''; end !== 'concluded' && revision < 5; revision++) {
    end = (await startWorkflow({ campaign: stage.campaign, revision }, handlers, { waitUntil: goTo, onOperator }).done)
      .end;
  }
  expect(errors).toEqual([]);
  const { body } = await ask('rankingApi', 'auditor', 'GET /campaigns/{c}/proposals');
  const [{ proposal }] = body.items;
  await ask('rankingApi', 'office', `POST /campaigns/{c}/proposals/${proposal.id}/decision`, {
    decision: 'rejected',
    reason: '另行处理',
  });
  for (const path of ['monthly', 'monthly/2026-03', 'monthly/2026-03/cases'])
    await ask('rankingApi', 'auditor', `GET /campaigns/{c}/rankings/${path}`);
  await appeal(stage, ask);
  const { body: published } = await ask('auditorApi', 'auditor', 'GET /campaigns/{c}/bulletins');
  const [{ kind, key }] = published.items;
  for (const more of ['', '/offer'])
    await ask('auditorApi', 'auditor', `GET /campaigns/{c}/bulletins/${kind}/${key}/bulletin.json${more}`);
}

const APPRAISED = [
  { phase: 'publicity' as const, starts: '2026-03-01', ends: '2026-03-15' },
  {
    phase: 'attack' as const,
    starts: '2026-03-16',
    ends: '2026-08-15',
    gates: [
      {
        id: 'spring',
        name: '春季节点',
        on: '2026-04-30',
        measure: { name: 'closingRate' as const },
        target: { atLeast: 0.99 },
        onMiss: { do: 'extend' as const, days: 7 },
      },
    ],
  },
  { phase: 'consolidation' as const, starts: '2026-08-16', ends: '2026-08-31' },
];

async function appeal({ services, campaign, clock }: Stage, ask: Ask): Promise<void> {
  const { rules } = await services.campaigns.load(campaign);
  const open = (await services.ledger.openOf(campaign, 'street-1'))[0]?.state.id ?? '';
  const order = { at: clock.now(), by: 'unit:street-1' };
  await services.desk.execute(
    campaign,
    open,
    { type: 'fileRectification', note: '已清理', photos: [], ...order },
    rules,
  );
  await services.desk.execute(campaign, open, { type: 'verify', pass: true, at: order.at, by: 'office:wang' }, rules);
  await services.desk.execute(campaign, open, { type: 'appeal', reason: '道路封闭', ...order }, rules);
  await ask('rankingApi', 'office', `POST /campaigns/{c}/problems/${open}/appeal`, {
    decision: 'upheld',
    reason: '属实',
  });
}

/** A ledger of one open problem and one that is closed, dropped for the import: as text, once more, and as a workbook; and a file that is none. */
export async function importing(uses: Uses): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  const stage = await openImportStage(folder);
  const { servicesOf } = guardStage(stage, uses);
  const { services, campaign } = stage;
  let working: Foldered = 'ledgerReader';
  const of = () => servicesOf(working as Guarded).items;
  const items: ItemStore = {
    get: (key) => of().get(key),
    query: (...query) => of().query(...query),
    transact: (actions) => of().transact(actions),
  };
  const folders = () => foldersOf(working, services.archive, uses).archive;
  const archive: Archive = {
    get: (path) => folders().get(path),
    put: (path, bytes) => folders().put(path, bytes),
    list: (prefix) => folders().list(prefix),
  };
  const { carrier, clock, ids } = services;
  const guarded = createServices({ items, archive, carrier, clock, ids });
  for (const { turn, ...dropped } of await droppedLedgers()) {
    const ledger = { campaign, settings: LEDGER_SETTINGS, turn, ...dropped };
    const run = await runImport(await dropLedger(ledger, services), guarded, (call) => {
      working = WORKING[call.split(' ')[0] ?? ''] ?? 'ledgerImport';
    });
    expect(run).toHaveProperty('output');
  }
  rmSync(folder, { recursive: true });
}

const WORKING: Readonly<Record<string, Foldered>> = { read: 'ledgerReader', unpack: 'ledgerWorkbook' };

/** The second time everything is there already, and is looked at. */
async function droppedLedgers() {
  const bytes = ledgerCsv([
    '1,2026-02-01 09:00,2026-03-20 17:00,,城东街道,暴露垃圾,人民路1号',
    '2,2026-02-01 09:00,2026-03-20 17:00,2026-02-28 10:00,城东街道,暴露垃圾,人民路2号',
  ]);
  const row = ['3', '2026-02-01 09:00', '2026-03-20 17:00', '', '城东街道', '暴露垃圾', '人民路3号'];
  return [
    { file: 'a.csv', bytes, turn: 1 },
    { file: 'a.csv', bytes, turn: 2 },
    { file: 'b.xlsx', bytes: await workbook([[...LEDGER_COLUMNS], row]), turn: 1 },
    { file: 'c.csv', bytes: Buffer.from('不是台账'), turn: 1 },
  ];
}
