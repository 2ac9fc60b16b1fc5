import type * as z from 'zod';
import { zoneDays } from '../calendar/zone-days.ts';
import { type Instant, toMs } from '../instant.ts';
import { CampaignError, type CampaignProblem, type Finding, formatPath } from './campaign-problem.ts';
import { type Campaign, campaignSchema } from './campaign-schema.ts';
import { checkCampaign } from './check-campaign.ts';
import { describeIssue } from './describe-issue.ts';
import { schemaNode } from './known-keys.ts';
import type { ParsedFile } from './parse-yaml.ts';

export interface ReadOptions {
  /** Given where the campaign is to start: one that has begun or is over is then refused. */
  readonly now?: Instant;
}

/** Reads a campaign that is data already, put together from several files or sent as JSON; throws as `readCampaign` does. Without the parser of YAML, which is 113 KB. */
export function readParsedCampaign(file: ParsedFile, options: ReadOptions = {}): Campaign {
  const parsed = campaignSchema.safeParse(file.value, { reportInput: true });
  const findings = parsed.success
    ? checkCampaign(parsed.data, { today: today(parsed.data.timeZone, options.now) })
    : [...describeIssues(parsed.error.issues), ...checkReadable(file.value, options.now)];
  if (!parsed.success || findings.length > 0) throw new CampaignError(inFileOrder(findings, file));
  return parsed.data;
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): readonly Finding[] {
  const root = schemaNode(campaignSchema);
  return issues.flatMap((issue) => describeIssue(issue, root));
}

/** Checks the top-level fields that are well formed, so that one slip of the pen does not hide the other mistakes. */
function checkReadable(value: unknown, now: Instant | undefined): readonly Finding[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const fields: Record<string, unknown> = {};
  const unreadable = new Set<string>();
  for (const [field, schema] of Object.entries(campaignSchema.shape)) {
    const parsed = schema.safeParse((value as Record<string, unknown>)[field]);
    if (parsed.success) fields[field] = parsed.data;
    else unreadable.add(field);
  }
  const campaign = fields as Campaign;
  return checkCampaign(campaign, { unreadable, today: today(campaign.timeZone, now) });
}

const today = (timeZone: string | undefined, now: Instant | undefined): string | undefined =>
  timeZone && now ? zoneDays(timeZone).moment(toMs(now)).date : undefined;

const inFileOrder = (findings: readonly Finding[], file: ParsedFile): readonly CampaignProblem[] =>
  findings.map((found) => place(found, file)).sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

function place({ path, zh, en }: Finding, file: ParsedFile): CampaignProblem {
  const line = path.length > 0 ? file.lineOf(path) : undefined;
  return { path: formatPath(path), message: zh, messageEn: en, ...(line !== undefined && { line }) };
}
