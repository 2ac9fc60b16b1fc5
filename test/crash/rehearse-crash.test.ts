import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignFiles, readCampaignFile } from '../../infra/local/read-campaign-file.ts';
import { createRandom } from '../../shared/adapters/seeded-random.ts';
import type { Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { faultsAtDeath } from './inspect-folder.ts';
import { createMemory, type Memory } from './memory.ts';
import { type Mortal, spawnMortal } from './mortal.ts';
import { readPlan } from './plan.ts';
import { isHandedOver, type Results, readResults } from './results.ts';
import { readSnapshot } from './snapshot.ts';
import { createWindows } from './windows.ts';

const { kills: allKills, seed } = readPlan(process.env);
const KILLS = Math.max(1, Math.floor(allKills / 2));
const PRESET = 'preset:s2b';
const CAMPAIGN = 's2b-hundred-days';
const STAGE = '.stage';

const rehearse = (out: string): Mortal =>
  spawnMortal('rehearse', ['--campaign', PRESET, '--inspections', '200', '--seed', String(seed), '--out', out]);

/** Comes back when the process is to be killed, or has ended. */
type Moment = (ended: AbortSignal) => Promise<void>;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
const untilEnded: Moment = (ended) => pause(2 ** 30, ended);

/** Everything but what became of the SMS. */
function course({ report, files }: Results) {
  const { messages, ...others } = report;
  return { ...others, messages: messages.total, parts: messages.parts, files };
}

describe(`a rehearsal, killed ${KILLS} times (HUNDRED_DAYS_SEED=${seed})`, () => {
  const newFolder = temporaryFolders();
  const windows = createWindows();
  const random = createRandom(`${seed}:rehearse`);
  let roster: readonly Unit[];
  let longestLifeMs: number;
  let undisturbed: Results;
  let killed = 0;
  let ambiguous = 0;

  beforeAll(async () => {
    const [file = ''] = campaignFiles(PRESET);
    roster = (await readCampaignFile(file)).units;
  });

  /** Checks what the dead process left, before anybody puts it right. */
  function inspect(out: string, memory: Memory): string[] {
    const names = existsSync(out) ? readdirSync(out) : [];
    const snapshot = readSnapshot(join(out, STAGE));
    windows.note(snapshot, {
      'starting up': names.length === 0,
      'handing over the results': names.some((name) => name !== STAGE),
    });
    return names.includes(STAGE) ? faultsAtDeath(snapshot, memory, roster) : [];
  }

  /** Starts the same command over and over, each time killed when `until` says so, till it ends by itself. */
  async function playThrough(out: string, memory: Memory, moment: Moment): Promise<void> {
    for (;;) {
      const mortal = rehearse(out);
      const end = new AbortController();
      void mortal.ended.then(() => end.abort());
      await moment(end.signal);
      if (!(await mortal.kill())) {
        expect(await mortal.ended, mortal.output()).toBe(0);
        return;
      }
      killed += 1;
      expect(inspect(out, memory)).toEqual([]);
      // Killed in its very last moment, with nothing left to do.
      if (isHandedOver(out)) return;
    }
  }

  function compare(out: string, memory: Memory): void {
    const results = readResults(out, CAMPAIGN);
    expect(course(results)).toEqual(course(undisturbed));
    const { unknown = 0, sent = 0 } = results.report.messages.byState;
    expect({ unknown, sent: sent + unknown }).toEqual({
      unknown: memory.ambiguous.size,
      sent: undisturbed.report.messages.byState.sent,
    });
    ambiguous += memory.ambiguous.size;
  }

  it('ends by itself when nobody kills it', async () => {
    const out = join(newFolder(), 'out');
    const began = performance.now();
    const mortal = rehearse(out);
    expect(await mortal.ended, mortal.output()).toBe(0);
    longestLifeMs = (performance.now() - began) * 0.6;
    undisturbed = readResults(out, CAMPAIGN);
    expect(undisturbed.report.escalations.total).toBeGreaterThan(0);
  });

  it('takes the same course to the last byte wherever it was killed, but for SMS whose fate is unknown', async () => {
    while (killed < KILLS) {
      const out = join(newFolder(), 'out');
      const memory = createMemory();
      await playThrough(out, memory, (ended) =>
        killed < KILLS ? pause(random.next() * longestLifeMs, ended) : untilEnded(ended),
      );
      compare(out, memory);
    }
    process.stdout.write(`rehearsed, seed ${seed}: ${windows.report()}\n  ${ambiguous} messages unknown\n`);
    expect(ambiguous).toBeLessThanOrEqual(killed);
  });

  it('hands over its results when it is killed at each step of doing so', async () => {
    const out = join(newFolder(), 'out');
    const memory = createMemory();
    const steps = ['bulletins', 'summary', '.done-'];
    const isThere = (step: string) => existsSync(out) && readdirSync(out).some((name) => name.startsWith(step));
    const nextStep: Moment = async (ended) => {
      const step = steps.shift();
      if (step === undefined) return untilEnded(ended);
      while (!ended.aborted && !isThere(step)) await sleep(1);
    };
    await playThrough(out, memory, nextStep);
    compare(out, memory);
  });
});
