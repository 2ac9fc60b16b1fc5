import { randomBytes } from 'node:crypto';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import type { Clock } from '../../shared/ports.ts';
import { createCli, EXIT, type ExitCode, runCommand, userPath } from './cli/command.ts';
import { MAX_PORT, wholeNumber } from './cli/options.ts';
import { createDrillClock, type DrillClock } from './drill-clock.ts';
import { jsonLines } from './json-lines.ts';
import { openStore } from './open-store.ts';
import { parseAsOf } from './replay/as-of.ts';
import { openRunBook, type RunRecord } from './run-record.ts';
import { serve } from './serving.ts';
import { openStage } from './stage.ts';
import { untilStopped } from './until-stopped.ts';
import { VERSION } from './version.ts';

interface ServeOptions {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly drillFrom?: string;
  readonly speed: number;
}

const args = process.argv.slice(2);
const DESCRIPTION = {
  zh: '在本机真实运行：提供 HTTP 接口，按真实时间督办、排名、通报',
  en: 'run for real on this machine: the HTTP API, and deadlines, rankings and bulletins on the real clock',
};
const { command, say } = createCli('serve', DESCRIPTION, args);
command
  .option('--data <folder>', say({ zh: '数据文件夹', en: 'data folder' }), 'data')
  .option('--port <number>', say({ zh: '接口的端口', en: 'port of the API' }), wholeNumber('--port', MAX_PORT), 8100)
  .option('--host <address>', say({ zh: '监听的地址', en: 'address to listen on' }), '127.0.0.1')
  .option('--drill-from <time>', say({ zh: '演习：时钟从这一时刻走起', en: 'a drill: the clock starts here' }))
  .option(
    '--speed <number>',
    say({ zh: '演习：时钟走多少倍快', en: 'a drill: how many times as fast the clock runs' }),
    wholeNumber('--speed', 100_000),
    1,
  );

const DRILL = 'drill';

/** A drill's clock goes on where it stood; without one the clock is the machine's. */
async function drillClock({ drillFrom, speed }: ServeOptions, folder: string): Promise<DrillClock | undefined> {
  if (!drillFrom) return undefined;
  const items = openStore(folder, 'full');
  const { found } = await openRunBook(items);
  items.close();
  return createDrillClock(found?.clock ?? parseAsOf(drillFrom, 'Asia/Shanghai'), speed);
}

async function run(options: ServeOptions): Promise<ExitCode> {
  const folder = userPath(options.data);
  const drill = await drillClock(options, folder);
  const clock: Clock = drill ?? systemClock;
  const stage = openStage({ folder, clock, ids: createSystemIds(clock), durability: 'full', shared: true });
  const book = await openRunBook(stage.services.items);
  const record: RunRecord = { run: DRILL, clock: clock.now(), starts: (book.found?.starts ?? 0) + 1, finished: true };
  const serving = await serve({
    ...options,
    stage,
    version: VERSION,
    logger: jsonLines(clock),
    async prepare(accounts, known) {
      if (await known.find('office')) return;
      const password = randomBytes(12).toString('base64url');
      // Shown before it is kept: killed in between, the next start shows another; the other way round nobody gets in.
      process.stdout.write(
        `${say({ zh: `首次启动，新建账号 office，密码 ${password}（只显示这一次）`, en: `first start: making the account office, password ${password} (shown this once)` })}\n`,
      );
      await accounts.create({ name: 'office', displayName: '办公室', role: 'office', password });
    },
    ...(drill && { onBeat: () => drill.reserve((until) => book.write({ ...record, clock: until })) }),
  });
  process.stdout.write(
    `${say({ zh: `接口：${serving.url}，说明：${serving.url}/openapi.json`, en: `API: ${serving.url}, described at ${serving.url}/openapi.json` })}\n`,
  );
  await untilStopped(serving);
  return EXIT.ok;
}

process.exitCode = await runCommand(args, () => run(command.parse(args, { from: 'user' }).opts<ServeOptions>()));
