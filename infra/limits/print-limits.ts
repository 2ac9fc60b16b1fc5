import { readFileSync, writeFileSync } from 'node:fs';
import { createCli, EXIT, runCommand } from '../local/cli/command.ts';
import { readLimits, withLimitsTable } from './limits-table.ts';

const DESCRIPTION = {
  zh: '按 limits.json 重写 infra/README.md 里的 AWS 配额表',
  en: 'write the table of AWS quotas in infra/README.md anew from limits.json',
};

const PAGE = new URL('../README.md', import.meta.url);
const args = process.argv.slice(2);
process.exitCode = await runCommand(args, async () => {
  createCli('limits', DESCRIPTION, args).command.parse(args, { from: 'user' });
  writeFileSync(PAGE, withLimitsTable(readFileSync(PAGE, 'utf8'), readLimits()));
  return EXIT.ok;
});
