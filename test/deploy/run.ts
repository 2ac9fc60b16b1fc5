import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScenario } from '../support/scenario/scenario-file.ts';
import { byItself } from './chapters/by-itself.ts';
import { firstDay } from './chapters/first-day.ts';
import { hundredDays } from './chapters/hundred-days.ts';
import { lifecycle } from './chapters/lifecycle.ts';
import { oldLedger } from './chapters/old-ledger.ts';
import { papers } from './chapters/papers.ts';
import { photos } from './chapters/photos.ts';
import { openDeployedStage } from './deployed-stage.ts';
import { type Emulator, NoEmulator, startEmulator } from './emulator.ts';
import { deploy, destroy, operate } from './operate.ts';
import { createStory, type Story } from './story.ts';

/**
 * Deploys the cloud stage onto an emulator and drives it from outside only. Its output reads as a story; what the
 * emulator does not enforce is listed in the README beside this file.
 */
const PORT = Number(process.env.HUNDRED_DAYS_EMULATOR_PORT ?? 4566);

async function prove(emulator: Emulator, folder: string, story: Story): Promise<void> {
  const { step } = story;
  await step('npm run deploy says that the account is not prepared, and deploys nothing', () =>
    assert.rejects(operate('deploy', [], emulator), /ended with 2.*add --bootstrap/s),
  );
  const outputs = await step(
    'npm run deploy prepares the account and deploys both stacks, as a stage to rehearse on',
    () => deploy(folder, emulator),
  );
  const stage = await openDeployedStage(emulator.url, PORT, outputs);
  await firstDay(stage, emulator, story);
  await hundredDays(stage, await readScenario(), story);
  const later = await papers(stage, PORT, story);
  await lifecycle(stage, story);
  await photos(stage, story);
  await oldLedger(stage, story);
  await byItself(stage, story);
  story.tell('\nWhen time is over');
  await later();
  story.tell('\nThe end');
  await step('npm run destroy empties the buckets and takes both stacks down', () => destroy(emulator));
}

const folder = mkdtempSync(join(tmpdir(), 'hundred-days-deploy-'));
const story = createStory((text) => process.stdout.write(text));
let emulator: Emulator | undefined;
try {
  story.tell('Deploying the cloud stage onto an emulator, and driving it from outside.\n');
  emulator = await startEmulator(process.env.HUNDRED_DAYS_EMULATOR ?? folder, PORT);
  await prove(emulator, folder, story);
  story.tell(`\n${story.passed()} passed, 0 failed, 0 skipped`);
} catch (error) {
  if (error instanceof NoEmulator) story.tell(`SKIPPED: ${error.message}\n\n0 passed, 0 failed, 1 skipped`);
  else {
    story.tell(
      `${error instanceof Error ? error.message : String(error)}\n\n${story.passed()} passed, 1 failed, 0 skipped`,
    );
    process.exitCode = 1;
  }
} finally {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
}
