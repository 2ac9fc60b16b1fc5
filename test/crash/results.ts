import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignReport } from '../../infra/local/report/campaign-report.ts';

/** What a rehearsal hands over: its report, and every file with its hash. */
export interface Results {
  readonly report: CampaignReport;
  /** All but the report, which counts the SMS whose fate a kill left open. */
  readonly files: Readonly<Record<string, string>>;
}

export function readResults(folder: string, campaign: string): Results {
  const report = join('summary', `${campaign}.json`);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => name !== report)
    .toSorted();
  const hashOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return {
    report: JSON.parse(readFileSync(join(folder, report), 'utf8')),
    files: Object.fromEntries(names.map((name) => [name, hashOf(name)])),
  };
}

/** Whether a rehearsal has handed everything over and taken its stage away. */
export const isHandedOver = (folder: string): boolean =>
  existsSync(join(folder, 'summary')) && readdirSync(folder).every((name) => !name.startsWith('.'));
