import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { campaignFiles, readCampaignFile } from '../../../infra/local/read-campaign-file.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../../shared/domain/instant.ts';

const VERBS = [
  ...['acknowledges', 'returns', 'reports', 'rectifies', 'asks', 'appeals', 'files'],
  ...['passes', 'fails', 'dispatches', 'reassigns', 'grants', 'refuses', 'parks', 'merges', 'voids'],
  ...['upholds', 'rejects', 'pauses', 'resumes', 'extends'],
] as const;

const time = z.string().regex(/^\d\d-\d\d \d\d:\d\d$/);

/** What somebody does at a time of the campaign's year, in Asia/Shanghai. */
const stepSchema = z.strictObject({
  at: time,
  /** `office`, `inspector` or the id of a unit. */
  who: z.string(),
  does: z.enum(VERBS),
  /** A problem, a task, a phase. */
  what: z.string().default(''),
  /** A unit, another problem, a stage. */
  to: z.string().optional(),
  until: time.optional(),
  days: z.int().optional(),
  because: z.string().default('按行动方案办理'),
  /** The stage is to refuse it, with this word. */
  refused: z.string().optional(),
});

const findingSchema = z.strictObject({
  category: z.string(),
  place: z.string(),
  description: z.string(),
  unit: z.string().optional(),
  pool: z.boolean().optional(),
});

const fileSchema = z.strictObject({
  preset: z.string(),
  /** When the office hands the campaign over. */
  opens: z.string(),
  inspections: z.array(
    z.strictObject({
      id: z.string(),
      at: time,
      unit: z.string(),
      source: z.string(),
      findings: z.array(findingSchema),
    }),
  ),
  steps: z.array(stepSchema),
});

export type Step = z.infer<typeof stepSchema>;
export type HandedIn = z.infer<typeof fileSchema>['inspections'][number];

/** One thing that happens, at an instant. */
export type Happening = { readonly at: Instant } & ({ readonly step: Step } | { readonly inspection: HandedIn });

export interface Scenario {
  readonly campaign: Campaign;
  readonly opens: Instant;
  /** In order of time; at one instant inspections first, then as the file has them. */
  readonly happenings: readonly Happening[];
  /** A wall-clock time of the file as an instant. */
  readonly instantOf: (time: string) => Instant;
}

/** Reads the scenario that both stages are driven through. */
export async function readScenario(): Promise<Scenario> {
  const text = readFileSync(new URL('hundred-days.yaml', import.meta.url), 'utf8');
  const { preset, opens, inspections, steps } = fileSchema.parse(parse(text));
  const [file = ''] = campaignFiles(`preset:${preset}`);
  const instantOf = (wall: string): Instant =>
    new Date(`${opens.slice(0, 5)}${wall.replace(' ', 'T')}:00+08:00`).toISOString();
  const happenings: Happening[] = [
    ...inspections.map((inspection) => ({ at: instantOf(inspection.at), inspection })),
    ...steps.map((step) => ({ at: instantOf(step.at), step })),
  ];
  return {
    campaign: await readCampaignFile(file),
    opens: instantOf(opens.slice(5)),
    happenings: happenings.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
    instantOf,
  };
}
