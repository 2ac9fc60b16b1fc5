import { readFileSync } from 'node:fs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { LONGEST_DAYS } from '../shared/domain/campaign/checks/phase-dates.ts';
import { aliyunSettings, numbersSettings, tencentSettings, topicSettings } from './cdk-sms-settings.ts';

const common = {
  /** Names everything. In `dev` whatever is stored may be destroyed; every other stage keeps it. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, 'a stage is 1 to 12 lower-case letters and digits, such as dev or prod'),
  /** Who is written to when an alarm goes off; nobody where it is left out. */
  alarmEmail: z.email().optional(),
  /** Days a photo is kept; without it as long as a document can rest on it. */
  photoDays: z.coerce.number().int().min(30).max(3650).optional(),
  /** Days in which nobody can change or delete a bulletin or a ranking. */
  lockDays: z.coerce.number().int().min(1).max(3650),
  /** The origins of web pages that may call the API and send photos, with commas; none where it is left out. */
  webOrigins: z
    .preprocess(
      (given) => (typeof given === 'string' ? given.split(',').map((one) => one.trim()) : given),
      z.array(
        z
          .string()
          .regex(/^https?:\/\/[\w.-]+(:\d+)?$/, 'an origin is scheme and host alone: https://console.example.org'),
      ),
    )
    .optional(),
  /** Where the identity service answers, where that is not its own address: an emulator. */
  identityUrl: z.url().optional(),
  /** The trail that keeps who tried to sign in: made here, or none, since the account has one or nothing is kept. */
  signInTrail: z.enum(['new', 'none']).optional(),
  /** `stage`: time is what an item of the table says, to rehearse a campaign; never in production. */
  clock: z.literal('stage', 'leave the clock out, or say clock=stage').optional(),
  /** Where the runbook can be read; alarms link to its articles. */
  runbook: z.string().min(1),
};

const lines = [
  z.strictObject({ ...common, ...numbersSettings }),
  z.strictObject({ ...common, ...topicSettings }),
  z.strictObject({ ...common, ...aliyunSettings }),
  z.strictObject({ ...common, ...tencentSettings }),
] as const;
const settingsSchema = z.discriminatedUnion('sms', lines);
const NAMES: ReadonlySet<string> = new Set(lines.flatMap(({ shape }) => Object.keys(shape)));

/** What a stage is deployed with. */
export type StageSettings = z.infer<typeof settingsSchema> & {
  /** A stage for trying things out: nothing in it is kept. */
  readonly throwaway: boolean;
  readonly photoDays: number;
};

/** Those of a stage whose SMS go to numbers. */
export type NumbersStage = Extract<StageSettings, { sms: 'numbers' }>;

/** What becomes of the log in which SNS notes deliveries; a throwaway stage leaves it to others. */
export const deliveryLogOf = ({ smsDeliveryLog, throwaway }: NumbersStage) =>
  smsDeliveryLog ?? (throwaway ? 'none' : 'new');

/** Whether a stage reads that log. */
export const readsDeliveryLog = (settings: StageSettings): boolean =>
  settings.sms === 'numbers' && deliveryLogOf(settings) !== 'none';

/** Those of a stage that sends by the gateway of a carrier. */
export type GatewayStage = Extract<StageSettings, { sms: 'aliyun' | 'tencent' }>;

const DEFAULTS = { stage: 'dev', lockDays: 1095, runbook: 'infra/stacks/README.md', sms: 'numbers' };

/**
 * The settings of a stage: as `cdk -c name=value` gives them, then as the file says that `-c settings=` names. Throws with
 * every one that does not fit.
 */
export function readSettings(node: Node): StageSettings {
  const given = [...NAMES].map((name) => [name, node.tryGetContext(name)] as const);
  const parsed = settingsSchema.safeParse(
    { ...DEFAULTS, ...inFile(node), ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? notOfThisLine(issue) : undefined) },
  );
  if (!parsed.success)
    throw new Error(`these settings do not fit (cdk -c name=value):\n${z.prettifyError(parsed.error)}`);
  if (parsed.data.clock && parsed.data.stage === 'prod')
    throw new Error('clock=stage lets an office move time, so prod does not take it; rehearse on another stage');
  const { stage, lockDays } = parsed.data;
  // A photo of the first day may stand behind the last bulletin of the longest campaign, which auditors read while it is locked.
  const { photoDays = LONGEST_DAYS + lockDays } = parsed.data;
  return { ...parsed.data, photoDays, throwaway: stage === 'dev' };
}

const notOfThisLine = ({ keys, input }: { keys: readonly string[]; input?: unknown }): string =>
  `sms=${(input as { sms?: string }).sms} makes no use of ${keys.join(', ')}; leave that out, or name another sms`;

function inFile(node: Node): Readonly<Record<string, unknown>> {
  const path: unknown = node.tryGetContext('settings');
  if (path === undefined) return {};
  const settings = readJson(String(path));
  const unknown = Object.keys(settings).filter((name) => !NAMES.has(name));
  if (unknown.length > 0)
    throw new Error(`${path} has ${unknown.join(', ')}, which is no setting; there are ${[...NAMES].join(', ')}`);
  return settings;
}

function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? 'it is no JSON object' : String(error);
    throw new Error(`the settings file ${path} cannot be read: ${reason}`);
  }
}
