import { bilingual } from '../../shared/domain/bilingual.ts';
import type { CheckpointResult, Inspection } from '../../shared/domain/inspection/inspection-schema.ts';
import { type Instant, toMs } from '../../shared/domain/instant.ts';
import { StandardError, shareOf } from '../../shared/domain/standard/index-standard.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';

/** One thing that is wrong with an inspection: where, what, and what to do. */
export interface InspectionFault {
  readonly path: string;
  readonly message: string;
}

/** An inspection that names what the campaign does not have; nothing of it was written. */
export class InspectionRejected extends Error {
  readonly faults: readonly InspectionFault[];
  constructor(id: string, faults: readonly InspectionFault[]) {
    super(`inspection "${id}": ${faults.map((fault) => `${fault.path}: ${fault.message}`).join('; ')}`);
    this.name = 'InspectionRejected';
    this.faults = faults;
  }
}

/** Clocks of phones run a little fast. */
const AHEAD_MS = 10 * 60_000;

/** Checks an inspection against its campaign; throws `InspectionRejected` with every fault at once. */
export function checkInspection(inspection: Inspection, context: CampaignContext, now: Instant): void {
  const faults: InspectionFault[] = [];
  const demand = (known: boolean, path: string, message: string) => {
    if (!known) faults.push({ path, message });
  };
  const checkpoints = context.checkpoints;
  demand(context.units.has(inspection.unit), 'unit', unknown('责任单位', 'unit', inspection.unit));
  demand(
    toMs(inspection.at) <= toMs(now) + AHEAD_MS,
    'at',
    bilingual(`检查时间 ${inspection.at} 晚于现在`, `the inspection time ${inspection.at} lies in the future`),
  );
  inspection.findings.forEach((finding, index) => {
    const path = `findings[${index}]`;
    demand(
      context.categories.has(finding.category),
      `${path}.category`,
      unknown('问题类别', 'category', finding.category),
    );
    demand(!finding.unit || context.units.has(finding.unit), `${path}.unit`, unknown('责任单位', 'unit', finding.unit));
    demand(
      !finding.checkpoint || checkpoints.has(finding.checkpoint),
      `${path}.checkpoint`,
      unknown('考核点', 'checkpoint', finding.checkpoint),
    );
  });
  inspection.results.forEach((result, index) => {
    const fault = scoreFault(result, inspection, context);
    if (fault) faults.push({ path: `results[${index}]`, message: fault });
  });
  if (faults.length > 0) throw new InspectionRejected(inspection.id, faults);
}

/** Why a result can't be scored by the campaign's standard: no such checkpoint or mark, or more points than there are. */
function scoreFault(
  result: CheckpointResult,
  { unit, at }: Inspection,
  { standard }: CampaignContext,
): string | undefined {
  if (!standard) return bilingual('本专项行动没有考核标准，不能打分', 'this campaign has no standard to score by');
  try {
    shareOf(standard, { ...result, unit, at });
    return undefined;
  } catch (error) {
    if (error instanceof StandardError) return bilingual(error.text.zh, error.text.en);
    throw error;
  }
}

const unknown = (zh: string, en: string, id: string | undefined): string =>
  bilingual(`${zh}“${id}”不在本专项行动中，请核对编号`, `this campaign has no ${en} "${id}"; check the id`);
