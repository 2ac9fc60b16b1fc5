import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { computeRanking } from '../../functions/ranking/compute-ranking.ts';
import { openStoreFile } from '../../shared/adapters/sqlite-file.ts';
import { periodAt } from '../../shared/domain/agenda/period.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { PublishedRanking } from '../../shared/stores/ranking-book.ts';
import { at } from '../support/problem-scenario.ts';
import { benchCampaign, onStage } from './bench-stage.ts';
import { stageFile } from './compare-writes.ts';
import { fillLedger } from './ranking-ledger.ts';
import { type Compared, compare } from './rounds.ts';

/** The tenth week of the campaign, computed when it ends. */
const WEEK = periodAt('weekly', '2026-05-06', 'Asia/Shanghai');
const START = at('2026-03-02 00:00');

/** Due in the window, and of these settled in time, for each unit: one pass over the stored events, in SQL alone. */
const AGGREGATE = `
  SELECT json_extract(body, '$.events[1].unit') AS unit,
         count(*) AS due,
         sum(json_extract(body, '$.events[#-1].type') = 'VerificationPassed'
             AND json_extract(body, '$.events[#-1].settledAt') <= json_extract(body, '$.events[1].schedule.dueAt')) AS onTime
    FROM item
   WHERE pk >= 'PROBLEM#' || $campaign || '#' AND pk < 'PROBLEM#' || $campaign || '$'
     AND json_extract(body, '$.events[1].schedule.dueAt') >= $from
     AND json_extract(body, '$.events[1].schedule.dueAt') < $to
   GROUP BY unit`;

type Counts = ReadonlyMap<string, string>;

function aggregate(file: string, campaign: string): Counts {
  const db = openStoreFile(file, 'fast');
  const rows = db.prepare(AGGREGATE).all({ campaign, from: WEEK.from, to: WEEK.to });
  db.close();
  return new Map(rows.map(({ unit, due, onTime }) => [String(unit), `${onTime} of ${due}`]));
}

const countsOf = ({ leagues }: PublishedRanking): Counts =>
  new Map(
    leagues.flatMap(({ entries }) =>
      entries.map(({ unit, measures }) => [
        unit,
        `${measures.onTimeRate?.numerator} of ${measures.onTimeRate?.denominator}`,
      ]),
    ),
  );

/** Forgets what was published, so that the next round computes it anew. */
function unpublish(folder: string): void {
  rmSync(join(folder, 'archive'), { recursive: true, force: true });
  const db = openStoreFile(stageFile(folder), 'fast');
  db.exec(`DELETE FROM item WHERE pk LIKE 'RANK%'`);
  db.close();
}

async function fill(folder: string, campaign: Campaign, problems: number): Promise<void> {
  await onStage({ folder, now: START }, async (services) => {
    await services.registry.create(campaign, START);
    const { rules } = await services.campaigns.load(campaign.id);
    const plan = { campaign: campaign.id, problems, units: campaign.units.length, from: START, until: WEEK.to };
    await fillLedger(plan, services, rules);
  });
}

/** Both sides' counts by unit come back with the times, for the test to compare. */
export async function compareRanking(
  { problems, units, rounds }: { problems: number; units: number; rounds: number },
  newFolder: () => string,
): Promise<Compared & { readonly ranked: Counts; readonly counted: Counts }> {
  const campaign = benchCampaign(units);
  const folder = newFolder();
  await fill(folder, campaign, problems);
  let ranked: Counts = new Map();
  let counted: Counts = new Map();
  const compared = await compare(
    async () => {
      unpublish(folder);
      return async () => {
        const asked = { campaign: campaign.id, kind: 'weekly', key: WEEK.key } as const;
        ranked = countsOf(await onStage({ folder, now: WEEK.to }, (services) => computeRanking(asked, services)));
      };
    },
    async () => () => {
      counted = aggregate(stageFile(folder), campaign.id);
    },
    rounds,
  );
  return { ...compared, ranked, counted };
}
