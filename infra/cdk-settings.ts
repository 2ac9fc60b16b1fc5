import type { Node } from 'constructs';
import * as z from 'zod';

const settingsSchema = z.strictObject({
  /** Names everything. In `dev` whatever is stored may be destroyed; every other stage keeps it. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, 'a stage is 1 to 12 lower-case letters and digits, such as dev or prod'),
  /** Who is written to when an alarm goes off; nobody where it is left out. */
  alarmEmail: z.email().optional(),
  /** Days a photo is kept. */
  photoDays: z.coerce.number().int().min(30).max(3650),
  /** Days in which nobody can change or delete a bulletin or a ranking. */
  lockDays: z.coerce.number().int().min(1).max(3650),
  /** Where the identity service answers, where that is not its own address: an emulator. */
  identityUrl: z.url().optional(),
  /** `stage`: time is what an item of the table says, to rehearse a campaign; never in production. */
  clock: z.literal('stage', 'leave the clock out, or say clock=stage').optional(),
  /** Where the runbook can be read; alarms link to its articles. */
  runbook: z.string().min(1),
});

/** What a stage is deployed with. */
export type StageSettings = z.infer<typeof settingsSchema> & {
  /** A stage for trying things out: nothing in it is kept. */
  readonly throwaway: boolean;
};

const DEFAULTS = { stage: 'dev', photoDays: 400, lockDays: 1095, runbook: 'infra/stacks/README.md' };

/** The settings as `cdk -c name=value` gives them. Throws with every one that does not fit. */
export function readSettings(node: Node): StageSettings {
  const given = Object.entries(settingsSchema.shape).map(([name]) => [name, node.tryGetContext(name)] as const);
  const parsed = settingsSchema.safeParse({
    ...DEFAULTS,
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  });
  if (!parsed.success)
    throw new Error(`these settings do not fit (cdk -c name=value):\n${z.prettifyError(parsed.error)}`);
  if (parsed.data.clock && parsed.data.stage === 'prod')
    throw new Error('clock=stage lets an office move time, so prod does not take it; rehearse on another stage');
  return { ...parsed.data, throwaway: parsed.data.stage === 'dev' };
}
