import { readFileSync, writeFileSync } from 'node:fs';
import { createCli, EXIT, type ExitCode, runCommand } from '../local/cli/command.ts';
import { wholeNumber } from '../local/cli/options.ts';
import { readCostInputs } from './cost-inputs.ts';
import { costTable, SCOPE, withCostTable } from './cost-table.ts';

interface CostOptions {
  readonly inspections: number;
  readonly days: number;
  readonly write: boolean;
}

const PAGE = new URL('../README.md', import.meta.url);
const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '按实际计数的请求和标有日期的价目，算出云上环境的费用（美元，不计免费额度）',
  en: 'what a stage in the cloud costs, from counted requests and a dated price list (US dollars, free tier left out)',
};
const { command, say } = createCli('cost', DESCRIPTION, args);
command
  .option(
    '--inspections <number>',
    say({ zh: '检查次数', en: 'how many inspections' }),
    wholeNumber('--inspections'),
    SCOPE.inspections,
  )
  .option('--days <number>', say({ zh: '天数', en: 'over how many days' }), wholeNumber('--days'), SCOPE.days)
  .option('--write', say({ zh: '把表写进 infra/README.md', en: 'write the table into infra/README.md' }), false);

async function cost({ write, ...scope }: CostOptions): Promise<ExitCode> {
  const inputs = readCostInputs();
  if (write) writeFileSync(PAGE, withCostTable(readFileSync(PAGE, 'utf8'), inputs));
  process.stdout.write(`${costTable(inputs, scope)}\n`);
  const { region, lookedUp } = inputs.prices;
  process.stderr.write(`${say({ zh: `价格：${region}，${lookedUp}`, en: `prices of ${region}, ${lookedUp}` })}\n`);
  return EXIT.ok;
}

process.exitCode = await runCommand(args, () => cost(command.parse(args, { from: 'user' }).opts<CostOptions>()));
