import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { createServices, type Services } from '../../functions/services.ts';
import type { Actor } from '../../infra/local/actor.ts';
import { watchDue } from '../../infra/local/due-watch.ts';
import { relayActor, TICK_MS, tickAfter } from '../../infra/local/relay.ts';
import { runVirtual } from '../../infra/local/virtual-run.ts';
import { createSeededIds } from '../../shared/adapters/seeded-ids.ts';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import { createVirtualClock } from '../../shared/adapters/virtual-clock.ts';
import type { Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { escalationId, recipients } from '../../shared/domain/escalation/escalation.ts';
import { toInstant, toMs } from '../../shared/domain/instant.ts';
import { isIntact } from '../../shared/domain/problem/history.ts';
import { openSlots } from '../../shared/domain/problem/problem-rules.ts';
import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { allEntries } from '../../shared/stores/all-entries.ts';
import type { LoadedProblem } from '../../shared/stores/problem-ledger.ts';
import { buildCampaign, SIX_RUNGS } from '../support/build-campaign.ts';
import { at, type Told } from '../support/problem-scenario.ts';
import { memoryArchive, memoryCarrier } from '../support/test-stage.ts';

const RUNS = Number(process.env.HUNDRED_DAYS_RUNS ?? 2000);
const SEED = Number(process.env.HUNDRED_DAYS_SEED ?? 20_260_302);

const START = at('2026-03-02 09:00');
const END = at('2026-04-20 20:00');
const PLACES = ['人民路1号', '人民路2号', '文化广场'];
const CATEGORIES = ['litter', 'stalls', 'manhole'];

type Deed = { readonly after: number } & (
  | { readonly kind: 'inspect'; readonly unit: string; readonly category: string; readonly place: string }
  | { readonly kind: 'tell'; readonly which: number; readonly command: Told }
  | { readonly kind: 'change-rules'; readonly days: number }
);

const command: fc.Arbitrary<Told> = fc.constantFrom<Told>(
  { type: 'acknowledge' },
  { type: 'return', reason: '不属本辖区' },
  { type: 'reassign', unit: 'street-west', reason: '改派' },
  { type: 'fileRectification', note: '已整改', photos: [] },
  { type: 'fileRectification', note: '已整改', photos: [] },
  { type: 'verify', pass: true },
  { type: 'verify', pass: false, reason: '未整改到位' },
  { type: 'requestExtension', until: at('2026-04-01 17:30'), reason: '协调' },
  { type: 'approveExtension' },
  { type: 'park', until: at('2026-04-07 09:00'), reason: '施工' },
  { type: 'resume' },
  { type: 'void', reason: '误报' },
  { type: 'completeStage', stage: '围护' },
);

/** Up to eight working days between two deeds, to the minute. */
const after = fc.nat({ max: 8 * 24 * 60 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('inspect' as const),
      after,
      unit: fc.constantFrom('street-east', 'street-west', 'town-north'),
      category: fc.constantFrom(...CATEGORIES),
      place: fc.constantFrom(...PLACES),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('tell' as const), after, which: fc.nat(9), command }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('change-rules' as const), after, days: fc.integer({ min: 1, max: 9 }) }),
  },
);

/** What a rule change must never move: the deadline of every problem under way. */
const deadlines = (problems: readonly ProblemState[]) =>
  problems.flatMap((state) => (state.lives.length > 0 ? [[state.id, currentLife(state).schedule.dueAt]] : []));

const problemsOf = async (services: Services): Promise<ProblemState[]> =>
  (await Array.fromAsync(services.ledger.all('hundred-days-2026')))
    .map(({ state }) => state)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

async function carryOut(one: Deed, index: number, services: Services): Promise<void> {
  const campaign = 'hundred-days-2026';
  const now = services.clock.now();
  const context = await services.campaigns.load(campaign);
  if (one.kind === 'inspect') {
    const { unit, category, place } = one;
    const findings = [{ category, place, description: '发现问题' }];
    await takeIn(
      {
        campaign,
        by: 'inspector:li',
        inspection: { id: `I-${index}`, unit, source: 'spot', at: now, findings, results: [] },
      },
      services,
    );
    return;
  }
  const before = await problemsOf(services);
  if (one.kind === 'change-rules') {
    const stored = await services.registry.head(campaign);
    if (!stored) throw new Error('the campaign was created');
    const deadlineRules = [{ id: `all-${one.days}`, within: `${one.days} workingDays` }];
    await services.registry.revise(stored, { ...context.config, deadlines: deadlineRules });
    expect(deadlines(await problemsOf(services))).toEqual(deadlines(before));
    return;
  }
  const target = before[one.which % Math.max(1, before.length)];
  if (!target) return;
  try {
    await services.desk.execute(
      campaign,
      target.id,
      { by: 'office:wang', ...one.command, at: now } as never,
      context.rules,
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function script(deeds: readonly Deed[], services: Services): Actor {
  let next = 0;
  let due = toMs(START) + (deeds[0]?.after ?? 0) * 60_000;
  return {
    nextAt: async () => (next < deeds.length ? toInstant(due) : undefined),
    async act() {
      const one = deeds[next];
      if (one) await carryOut(one, next, services);
      next += 1;
      due += (deeds[next]?.after ?? 0) * 60_000;
    },
  };
}

async function play(deeds: readonly Deed[]) {
  const clock = createVirtualClock(START);
  const watch = watchDue(openSqliteItemStore({ file: ':memory:', durability: 'fast' }));
  const carrier = memoryCarrier();
  const services = createServices({
    items: watch.items,
    archive: memoryArchive(),
    carrier,
    clock,
    ids: createSeededIds('property', clock),
  });
  await services.registry.create(buildCampaign(), clock.now());
  await runVirtual({ actors: [script(deeds, services), relayActor(services, watch)], clock, until: END });
  return { services, carrier };
}

/** What the ladder says must lie in the outbox: every rung of the built campaign, told to every role it names. */
function entriesExpected(state: ProblemState, units: ReadonlyMap<string, Unit>): string[] {
  return state.lives.flatMap((life, index) => {
    const unit = units.get(life.unit);
    return life.decided.flatMap(({ step, rung, revision }) => {
      const to = step.startsWith('urge:')
        ? (['liaison'] as const)
        : (SIX_RUNGS.find((one) => one.rung === rung)?.to ?? []);
      return unit
        ? recipients({ to }, unit).map((role) => escalationId(state.id, index + 1, step, revision, role))
        : [];
    });
  });
}

/** The chain holds, no rung is early or decided twice, and none that was due a tick before the end is missing. */
function checkProblem({ state, history }: LoadedProblem): void {
  expect(isIntact(history)).toBe(true);
  const rungs = history.events.filter((event) => event.type === 'RungDecided');
  expect(rungs.filter((rung) => rung.at < rung.slotAt)).toEqual([]);
  for (const life of state.lives) {
    const keys = life.decided.map((one) => `${one.step} ${one.revision}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
  const open = state.status === 'dispatched' ? openSlots(currentLife(state))[0] : undefined;
  if (open) expect(open.at > toInstant(toMs(END) - TICK_MS)).toBe(true);
}

describe('any course of a campaign', () => {
  it(`decides rungs in time and once, with an outbox that agrees (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 25 }), async (deeds) => {
        const { services, carrier } = await play(deeds);
        const { units } = await services.campaigns.load('hundred-days-2026');
        const problems = await Array.fromAsync(services.ledger.all('hundred-days-2026'));
        problems.forEach(checkProblem);
        const expected = problems.flatMap(({ state }) => entriesExpected(state, units));
        const outbox = (await allEntries('hundred-days-2026', services)).map(({ id }) => id);
        expect(outbox.toSorted()).toEqual(expected.toSorted());
        expect(carrier.sent.every(({ text }) => text.length <= 70)).toBe(true);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it(`never decides a rung later than one tick while nothing stands in the way (seed ${SEED})`, async () => {
    const inspections = fc.array(
      fc.record({
        kind: fc.constant('inspect' as const),
        after: fc.nat({ max: 3000 }),
        unit: fc.constantFrom('street-east', 'town-north'),
        category: fc.constantFrom(...CATEGORIES),
        place: fc.uuid(),
      }),
      { minLength: 1, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(inspections, async (deeds) => {
        const { services } = await play(deeds);
        for await (const { history } of services.ledger.all('hundred-days-2026')) {
          for (const event of history.events) {
            if (event.type === 'RungDecided') expect(event.at).toBe(tickAfter(event.slotAt));
          }
        }
      }),
      { numRuns: Math.ceil(RUNS / 10), seed: SEED },
    );
  });
});
