import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCli, EXIT, runCommand } from '../local/cli/command.ts';
import { withDrawing } from './drawing.ts';

const DESCRIPTION = {
  zh: '按 campaign.asl.json 重画 infra/workflow/README.md 里的流程图',
  en: 'draw the picture in infra/workflow/README.md anew from campaign.asl.json',
};

const args = process.argv.slice(2);
process.exitCode = await runCommand(args, async () => {
  createCli('draw', DESCRIPTION, args).command.parse(args, { from: 'user' });
  const page = join(import.meta.dirname, 'README.md');
  const workflow = JSON.parse(await readFile(join(import.meta.dirname, 'campaign.asl.json'), 'utf8'));
  await writeFile(page, withDrawing(await readFile(page, 'utf8'), workflow));
  return EXIT.ok;
});
