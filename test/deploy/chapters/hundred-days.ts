import assert from 'node:assert/strict';
import type { Outcome } from '../../support/scenario/outcome.ts';
import { runEmbedded } from '../../support/scenario/run-embedded.ts';
import type { Scenario } from '../../support/scenario/scenario-file.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { runDeployed } from '../run-deployed.ts';
import type { Story } from '../story.ts';

/** The S2b campaign from its first day to its last, on both stages, and everything that came of it compared. */
export async function hundredDays(stage: DeployedStage, scenario: Scenario, { tell, step }: Story): Promise<void> {
  tell('\nA hundred days, on both stages');
  const embedded = await step('the embedded stage plays the scenario on its own API, clock, workflow and sweep', () =>
    runEmbedded(scenario),
  );
  const { moments } = embedded;
  await step('the schedules are halted: from here the clock is set, and what they start is started by hand', () =>
    stage.ticks.halt(),
  );
  const cloud = await step(`the deployed stage plays the same, through ${moments.length} moments`, () =>
    runDeployed(scenario, moments, stage, (done) => {
      if (done % 48 === 0) tell(`  … ${moments[done - 1]?.slice(0, 10)}`);
    }),
  );
  const both = (name: keyof Outcome, line: string) =>
    step(line, async () => assert.deepEqual(cloud[name], embedded.outcome[name]));
  const count = (name: keyof Outcome): number => Object.keys(cloud[name]).length;
  tell(`  ledger hash, embedded  ${embedded.outcome.ledgerHash}`);
  tell(`  ledger hash, deployed  ${cloud.ledgerHash}`);
  await both('ledgerHash', 'the ledgers have one hash');
  await both('heads', `each of ${count('heads')} problems has the same history, to the head of its chain`);
  await both(
    'agenda',
    `the workflow did all ${count('agenda')} entries of the agenda, three phases, at the same times`,
  );
  await both('rankings', `${count('rankings')} rankings are the same, with base, cases and corrections`);
  await both('escalations', `${count('escalations')} escalations are the same, with rung, role and state`);
  await both('messages', `${count('messages')} SMS are the same, but for the secrets in their links`);
  await both('proposals', `${count('proposals')} proposals of accountability are the same, with their evidence`);
  await both('bulletins', `${count('bulletins')} bulletins are the same, each file to its SHA-256`);
}
