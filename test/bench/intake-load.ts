import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import type { Services } from '../../functions/services.ts';
import type { Inspection } from '../../shared/domain/inspection/inspection-schema.ts';
import { at } from '../support/problem-scenario.ts';
import { buildInspection } from '../support/test-stage.ts';
import { benchCampaign, onStage, unitId } from './bench-stage.ts';
import type { Workload } from './compare-writes.ts';

const UNITS = 30;
const MORNING = at('2026-03-02 09:00');

/** An inspection with findings at places of its own. */
function inspection(n: number, findings: number): Inspection {
  const built = buildInspection(`I-${String(n).padStart(7, '0')}`, findings, { unit: unitId(n % UNITS) });
  return {
    ...built,
    findings: built.findings.map((finding) => ({ ...finding, place: `人民路${n}号${finding.place}` })),
  };
}

/** Takes in so many inspections, one after the other. */
export async function takeInAll(inspections: number, findings: number, services: Services): Promise<void> {
  const { id: campaign } = benchCampaign(UNITS);
  for (let n = 0; n < inspections; n++)
    await takeIn({ campaign, inspection: inspection(n, findings), by: 'inspector:li' }, services);
}

const createCampaign = (folder: string) =>
  onStage({ folder, now: MORNING }, (services) => services.registry.create(benchCampaign(UNITS), MORNING));

/** Inspections of two findings each. */
export const intakeLoad = (inspections: number): Workload => ({
  prepare: createCampaign,
  run: (folder, tap) => onStage({ folder, now: MORNING, tap }, (services) => takeInAll(inspections, 2, services)),
});

/** A stage's folder with so many problems whose first rung stands at the same moment. */
export async function prepareProblems(folder: string, problems: number): Promise<void> {
  await createCampaign(folder);
  await onStage({ folder, now: MORNING }, (services) => takeInAll(problems / 10, 10, services));
}
