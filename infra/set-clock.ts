import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbItemStore } from '../shared/adapters/dynamodb-item-store.ts';
import { setStageClock } from '../shared/adapters/stage-clock.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { createCli, EXIT, type ExitCode, runCommand } from './local/cli/command.ts';
import { wholeNumber } from './local/cli/options.ts';
import { parseAsOf } from './local/replay/as-of.ts';

interface ClockOptions {
  readonly table: string;
  readonly at: string;
  readonly rate: number;
  readonly lookAgain: number;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '拨动云上演练环境的时钟（以 -c clock=stage 部署的环境）',
  en: 'set the clock of a stage in the cloud that was deployed with -c clock=stage, to rehearse on it',
};
const { command, say } = createCli('clock', DESCRIPTION, args);
command
  .requiredOption(
    '--table <name>',
    say({ zh: '数据表，即部署输出的 TableName', en: 'the table, TableName of the outputs' }),
  )
  .requiredOption('--at <time>', say({ zh: '拨到这一时刻（Asia/Shanghai）', en: 'what it shows now (Asia/Shanghai)' }))
  .option(
    '--rate <number>',
    say({ zh: '走多少倍快，0 为停住', en: 'how many times as fast it runs; 0: it stands still' }),
    wholeNumber('--rate', 100_000),
    0,
  )
  .option(
    '--look-again <seconds>',
    say({ zh: '工作流至多等多少秒就看一次钟', en: 'seconds after which the workflow looks at the clock again' }),
    wholeNumber('--look-again', 3600),
    60,
  );

async function setClock({ table, at, rate, lookAgain }: ClockOptions): Promise<ExitCode> {
  const items = createDynamoDbItemStore({ client: new DynamoDBClient(), table });
  const shows = parseAsOf(at, 'Asia/Shanghai');
  await setStageClock(items, { shows, rate, lookAgain }, systemClock);
  process.stderr.write(`${say({ zh: `时钟已拨到 ${shows}`, en: `the clock shows ${shows}` })}\n`);
  return EXIT.ok;
}

process.exitCode = await runCommand(args, () => setClock(command.parse(args, { from: 'user' }).opts<ClockOptions>()));
