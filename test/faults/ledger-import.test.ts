import { expect } from 'vitest';
import type { Drop } from '../../functions/ledger-import/drop.ts';
import { ledgerReader } from '../../functions/ledger-import/read-action.ts';
import { ledgerImport } from '../../functions/ledger-import/run-action.ts';
import type { Services } from '../../functions/services.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { workbook } from '../support/ledger-files.ts';
import { dropLedger } from '../support/run-ledger-import.ts';
import { inWorkflow, lazily } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { FaultStage } from './stage.ts';

const MAPPING = {
  dateFormats: ['yyyy-MM-dd HH:mm'],
  columns: { id: '编号', reportedAt: '上报', closedAt: '办结', unit: '单位', category: '类别', place: '地点' },
};

/** One open, two closed at one place, one rejected. */
const LEDGER = `编号,上报,办结,单位,类别,地点
A1,2026-02-03 09:00,,城西街道,litter,解放路1号
A2,2026-02-03 09:00,2026-02-04 10:00,城东街道,暴露垃圾,人民路
A3,2026-02-05 09:00,2026-02-06 10:00,城东街道,暴露垃圾,人民路
A4,2026-02-05 09:00,,无此单位,litter,解放路2号
`;

/** The step that is to be disturbed, known once those before it are done. */
let step: object = {};
const later = lazily(() => inWorkflow(step));

const servicesOf = ({ services, imports }: FaultStage): Services => ({ ...services, archive: imports });

async function withDrop(stage: FaultStage): Promise<Drop> {
  stage.goTo('2026-03-02 09:00');
  await stage.services.registry.create(buildCampaign(), stage.clock.now());
  const drop = { campaign: stage.campaign, file: '台账.csv', settings: MAPPING, bytes: Buffer.from(LEDGER) };
  return dropLedger(drop, servicesOf(stage));
}

/** The same rows as a clerk keeps them in a spreadsheet program. */
async function withWorkbook(stage: FaultStage): Promise<Drop> {
  await withDrop(stage);
  const rows = LEDGER.trim().split('\n');
  const bytes = await workbook(rows.map((row) => row.split(',')));
  return dropLedger(
    { campaign: stage.campaign, file: '台账.xlsx', bytes, settings: MAPPING, turn: 2 },
    servicesOf(stage),
  );
}

async function withPlan(stage: FaultStage): Promise<string> {
  const drop = await withDrop(stage);
  const source = async ({ key }: { readonly key: string }) => stage.imports.get(key);
  const read = await ledgerReader(() => source)({ action: 'read', ...drop }, servicesOf(stage));
  return (read as { import: string }).import;
}

async function withChunk(stage: FaultStage): Promise<string> {
  const id = await withPlan(stage);
  await ledgerImport({ action: 'takeIn', import: id, chunk: '00000' }, servicesOf(stage));
  return id;
}

const begin = (prepare: (stage: FaultStage) => Promise<object>) => async (stage: FaultStage) => {
  step = await prepare(stage);
};

const handler = 'ledger-import/handler.ts';

describeFaults('ledger-import', [
  {
    title: 'a dropped ledger is read',
    handler: 'ledger-import/read-handler.ts',
    begin: begin(async (stage) => ({ action: 'read', ...(await withDrop(stage)) })),
    delivery: later,
    judge(run, calm) {
      // An attempt that was cut short leaves a folder of its own, in which nobody looks.
      expect(new Set(run.world.objects)).toEqual(new Set(calm.world.objects));
      expect(run.world.objects.filter((object) => object.includes('plan.json'))).toHaveLength(1);
    },
  },
  {
    title: 'a dropped workbook is unpacked',
    handler: 'ledger-import/workbook-handler.ts',
    begin: begin(async (stage) => ({ action: 'unpack', ...(await withWorkbook(stage)) })),
    delivery: later,
    judge(run, calm) {
      expect(new Set(run.world.objects)).toEqual(new Set(calm.world.objects));
      expect(run.world.objects.filter((object) => object.includes('grid.json'))).toHaveLength(1);
    },
  },
  {
    title: 'a chunk is taken in',
    handler,
    begin: begin(async (stage) => ({ action: 'takeIn', import: await withPlan(stage), chunk: '00000' })),
    delivery: later,
  },
  {
    title: 'the report is written',
    handler,
    begin: begin(async (stage) => ({ action: 'report', import: await withChunk(stage) })),
    delivery: later,
  },
]);
