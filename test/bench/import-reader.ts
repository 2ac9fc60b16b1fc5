import { dropSettingsSchema } from '../../functions/ledger-import/drop-settings.ts';
import { readIntoChunks } from '../../functions/ledger-import/read-into-chunks.ts';
import type { Archive } from '../../shared/ports.ts';
import { buildCampaign } from '../support/build-campaign.ts';

const SETTINGS = dropSettingsSchema.parse({
  dateFormats: ['yyyy-MM-dd HH:mm:ss'],
  columns: {
    id: '编号',
    reportedAt: '上报时间',
    dueAt: '处置截止',
    closedAt: '结案时间',
    unit: '责任单位',
    category: '问题类别',
    place: '地点',
  },
});
const two = (n: number): string => String(n).padStart(2, '0');

/** A row as long as city platforms write them, 170 bytes; every second one is closed. */
function row(n: number): string {
  const day = `2025-${two((n % 12) + 1)}-${two((n % 27) + 1)}`;
  const closed = n % 2 ? `${day} 22:${two(n % 60)}:30` : '';
  return `SG${2025000000 + n},${day} ${two(n % 24)}:${two(n % 60)}:00,${day} 23:${two(n % 60)}:00,${closed},城东街道,暴露垃圾,人民路${n % 5000}号门前,"群众反映，此处有暴露垃圾，请尽快清理"\n`;
}

function ledger(rows: number): Uint8Array {
  const pieces = [Buffer.from('编号,上报时间,处置截止,结案时间,责任单位,问题类别,地点,问题描述\n')];
  for (let from = 0; from < rows; from += 1000) {
    const numbers = Array.from({ length: Math.min(1000, rows - from) }, (_, n) => from + n);
    pieces.push(Buffer.from(numbers.map(row).join('')));
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** What the reading of a generated ledger took; a process of its own, so that its memory is this work's alone. */
async function measure(rows: number): Promise<object> {
  let puts = 0;
  const archive: Archive = {
    async put() {
      puts += 1;
    },
    get: async () => undefined,
    list: async () => [],
  };
  const bytes = ledger(rows);
  const started = performance.now();
  const read = await readIntoChunks(
    {
      bytes,
      settings: SETTINGS,
      campaign: buildCampaign(),
      folder: 'work/bench',
      readWorkbook: () => Promise.reject(new Error('a CSV needs no reader of workbooks')),
    },
    archive,
  );
  const seconds = (performance.now() - started) / 1000;
  return { rows, bytes: bytes.length, seconds, megabytes: process.resourceUsage().maxRSS / 1000, puts, ...read };
}

process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);
