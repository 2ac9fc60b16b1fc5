import { sweep } from '../../functions/due-tracking/sweep.ts';
import { at } from '../support/problem-scenario.ts';
import { benchCampaign, onStage } from './bench-stage.ts';
import type { Workload } from './compare-writes.ts';
import { prepareProblems } from './intake-load.ts';

/** Past the reminder four working hours before the deadline of three working days, before the deadline itself. */
const REMINDER_DUE = at('2026-03-05 17:00');

/** One sweep over so many problems that have all fallen due. */
export const sweepLoad = (problems: number): Workload => ({
  prepare: (folder) => prepareProblems(folder, problems),
  run: (folder, tap) =>
    onStage({ folder, now: REMINDER_DUE, tap }, async (services) => {
      const report = await sweep({ campaign: benchCampaign(1).id, most: problems }, services);
      if (report.rungs !== problems) throw new Error(`the sweep decided ${report.rungs} rungs, not ${problems}`);
    }),
});
