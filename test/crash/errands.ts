import type { Random } from '../../shared/adapters/seeded-random.ts';
import type { ProblemEvent } from '../../shared/domain/problem/problem-events.ts';
import { buildJpeg, plain } from '../support/photos.ts';
import type { AckBook } from './ack-book.ts';
import type { Answer, Client } from './client.ts';

/** Things to be done over the API, each remembered with its answer. */
export interface Errands {
  run(client: Client): Promise<void>;
}

/** So many problems are enough for a run; after that people only act on them. */
const ENOUGH_PROBLEMS = 1200;
/** Problems of this share are acted on, the others climb the whole ladder. */
const HANDLED_SHARE = 0.4;
/** Before the drill begins, so that no start of its clock makes it the future. */
const SEEN_AT = '2026-03-02T00:50:00.000Z';
const CATEGORIES = ['litter', 'stalls', 'manhole'];
const PLACES = 60;
const PICTURE = buildJpeg(plain(16, 16));

interface Known {
  readonly id: string;
  unit: string;
  status: string;
}

interface Move {
  readonly event: ProblemEvent['type'];
  readonly as: string;
  readonly path: string;
  readonly json: object;
}

const succeeded = (answer: Answer | undefined): boolean => answer !== undefined && answer.status < 300;

export function createErrands(units: readonly string[], random: Random, acks: AckBook): Errands {
  const handled: Known[] = [];
  /** Sent without hearing of it: sent again, as a phone does that finds its network again. */
  const unsent: object[] = [];
  let inspections = 0;
  let problems = 0;

  const finding = () => ({
    category: random.pick(CATEGORIES),
    place: `人民路${random.int(1, PLACES)}号`,
    description: '暴露垃圾',
    ...(random.chance(0.1) && { pool: true }),
  });
  const newInspection = () => ({
    id: `I${++inspections}`,
    unit: random.pick(units),
    source: 'spot',
    at: SEEN_AT,
    findings: Array.from({ length: random.int(1, 3) }, finding),
    results: [],
  });

  function takenIn(inspection: { id: string; unit: string }, found: readonly string[]): void {
    acks.inspection(inspection.id, found);
    problems += found.length;
    for (const id of found) {
      if (random.chance(HANDLED_SHARE)) handled.push({ id, unit: inspection.unit, status: 'dispatched' });
    }
  }

  async function inspect(client: Client): Promise<void> {
    const inspection = (unsent.shift() as ReturnType<typeof newInspection> | undefined) ?? newInspection();
    const answer = await client.ask('POST', '/campaigns/crash/inspections', { as: 'inspector', json: inspection });
    if (!answer?.body) unsent.push(inspection);
    else if (succeeded(answer)) takenIn(inspection, answer.body.problems);
  }

  async function inspectMany(client: Client): Promise<void> {
    const batch = Array.from({ length: 5 }, newInspection);
    const json = { inspections: batch };
    const answer = await client.ask('POST', '/campaigns/crash/inspections/batch', { as: 'inspector', json });
    if (!answer?.body) return void unsent.push(...batch);
    for (const { row, status, problems: found } of answer.body.rows) {
      const inspection = batch[row - 1];
      if (inspection && status !== 'rejected') takenIn(inspection, found);
    }
  }

  async function act(client: Client): Promise<void> {
    if (handled.length === 0) return;
    const problem = random.pick(handled);
    const move = nextMove(problem, units, random);
    if (!move) return void handled.splice(handled.indexOf(problem), 1);
    const answer = await client.ask('POST', `/campaigns/crash/${move.path}`, { as: move.as, json: move.json });
    const order = `${move.as} ${move.path} ${JSON.stringify(move.json)}`;
    acks.command(problem.id, move.event, order, answer && (succeeded(answer) ? 'done' : 'refused'));
    if (!answer?.body?.status) return learn(client, problem);
    problem.status = answer.body.status;
    problem.unit = answer.body.unit ?? problem.unit;
  }

  /** Whoever was refused or not answered looks at the problem first. */
  async function learn(client: Client, problem: Known): Promise<void> {
    const answer = await client.ask('GET', `/campaigns/crash/problems/${problem.id}`, { as: 'office' });
    problem.status = answer?.body?.status ?? problem.status;
    problem.unit = answer?.body?.unit ?? problem.unit;
  }

  async function fileTask(client: Client): Promise<void> {
    const unit = random.pick(units);
    const { body } = (await client.ask('GET', '/campaigns/crash/my/tasks', { as: unit })) ?? {};
    const open = (body?.tasks ?? []).find((task: { filedAt?: string }) => !task.filedAt);
    if (!open) return;
    const path = `/campaigns/crash/my/tasks/${encodeURIComponent(open.id)}`;
    if (succeeded(await client.ask('POST', path, { as: unit, json: { note: '已报送' } }))) acks.task(open.id, unit);
  }

  async function photograph(client: Client): Promise<void> {
    // What stands behind the end of a picture is not looked at, and makes each one another.
    const tail = Uint8Array.from({ length: 20_000 }, () => random.int(0, 255));
    const bytes = new Uint8Array(Buffer.concat([PICTURE, tail]));
    const answer = await client.ask('PUT', '/campaigns/crash/photos', { as: 'inspector', bytes });
    if (succeeded(answer) && answer?.body) acks.photo(answer.body.path);
  }

  return {
    async run(client) {
      const dice = random.next();
      if (dice < 0.04) return fileTask(client);
      if (dice < 0.1) return photograph(client);
      if (problems >= ENOUGH_PROBLEMS || dice < 0.6) return act(client);
      return dice < 0.65 ? inspectMany(client) : inspect(client);
    },
  };
}

/** What somebody does next about a problem; undefined where nothing is left to do. */
function nextMove({ id, unit, status }: Known, units: readonly string[], random: Random): Move | undefined {
  const office = (event: Move['event'], json: object): Move => ({
    ...{ event, json, as: 'office' },
    path: `problems/${id}/commands`,
  });
  const asUnit = (event: Move['event'], word: string, json: object): Move => ({
    ...{ event, json, as: unit },
    path: `my/problems/${id}/${word}`,
  });
  switch (status) {
    case 'recorded':
      return office('ProblemDispatched', { type: 'dispatch', unit: random.pick(units) });
    case 'dispatched':
      return random.pick([
        asUnit('ProblemAcknowledged', 'acknowledge', {}),
        asUnit('RectificationFiled', 'rectification', { note: '已清理' }),
        asUnit('RectificationFiled', 'rectification', { note: '已清理' }),
        asUnit('ExtensionRequested', 'extension', { until: '2026-05-01T00:00:00.000Z', reason: '需要机械' }),
        asUnit('ProblemReturned', 'return', { reason: '不属本单位' }),
        office('ExtensionApproved', { type: 'approveExtension' }),
        office('ProblemVoided', { type: 'void', reason: '重复' }),
      ]);
    case 'rectified':
      return random.chance(0.7)
        ? office('VerificationPassed', { type: 'verify', pass: true })
        : office('VerificationFailed', { type: 'verify', pass: false, reason: '未清理干净' });
    case 'returned':
      return office('ProblemReassigned', { type: 'reassign', unit: random.pick(units), reason: '改派' });
    default:
      return undefined;
  }
}
