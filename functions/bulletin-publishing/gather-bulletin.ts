import type { Proposal } from '../../shared/domain/accountability/proposals.ts';
import { campaignDays } from '../../shared/domain/agenda/campaign-days.ts';
import type { GateAssessment } from '../../shared/domain/agenda/gate.ts';
import { taskOccurrences } from '../../shared/domain/agenda/task-occurrence.ts';
import type { Bulletin, BulletinKind, FindingRow, LateTaskRow } from '../../shared/domain/bulletin/bulletin.ts';
import { type BulletinFigures, createFigures } from '../../shared/domain/bulletin/bulletin-numbers.ts';
import { type BulletinInput, composeBulletin } from '../../shared/domain/bulletin/compose.ts';
import { createFindings } from '../../shared/domain/bulletin/findings.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { TaskFact, Window } from '../../shared/domain/measures/measure.ts';
import { isLateTask } from '../../shared/domain/measures/task-measures.ts';
import type { RankingDocument } from '../../shared/domain/ranking/ranking-document.ts';
import type { BulletinRecord } from '../../shared/stores/bulletin-book.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { FiledProposal } from '../../shared/stores/proposal-file.ts';
import type { Services } from '../services.ts';
import type { Scope } from './scope.ts';
import { verdictNumbers } from './standard-verdict.ts';

interface Subject extends Scope {
  readonly kind: BulletinKind;
  readonly key: string;
}

/** Puts a bulletin together from what was known when its window ended. */
export async function gatherBulletin(
  context: CampaignContext,
  subject: Subject,
  { year, serial, issuedAt }: BulletinRecord,
  services: Services,
): Promise<Bulletin> {
  const { config } = context;
  const { window, kind, key, name } = subject;
  const tasks = await services.facts.tasks(context, window.to);
  const { figures, findings } = await ledgerOf(context, window, tasks, services);
  const verdict = isConclusion(context, subject)
    ? await verdictNumbers(config.standard, window, services, config.id)
    : [];
  const ranking = kind === 'phase' ? undefined : await publishedRanking(context, kind, key, services);
  return composeBulletin({
    campaign: config,
    kind,
    period: { from: window.from, to: window.to, key, ...(name && { name }) },
    number: { year, serial },
    issuedAt,
    figures: { ...figures, numbers: [...verdict, ...figures.numbers] },
    ...(ranking && { ranking }),
    gates: await gatesOf(context, subject, services),
    lateTasks: lateTasks(context, window, tasks),
    ...(kind !== 'phase' && { findings }),
    ...proposalsOf(await services.proposals.list(config.id), window, config.bulletins.proposals),
  });
}

/** The bulletin of the last phase sums the campaign up. */
const isConclusion = ({ config }: CampaignContext, { phase }: Subject): boolean =>
  phase !== undefined && phase === config.phases.at(-1);

/** What the ledger says of a window: its figures, and each finding with its deadline. */
async function ledgerOf(
  context: CampaignContext,
  window: Window,
  tasks: readonly TaskFact[],
  { facts }: Services,
): Promise<{ readonly figures: BulletinFigures; readonly findings: readonly FindingRow[] }> {
  const { config, calendar, units, categories } = context;
  const run = createFigures(window, calendar.startOfDay(campaignDays(config).first), units.keys());
  const findings = createFindings(window, {
    unit: (id) => units.get(id)?.name ?? id,
    category: (id) => categories.get(id)?.name ?? id,
  });
  await facts.ledger(config.id, window.to, {
    case(item, state) {
      run.add(item);
      findings.add(item, state);
    },
    pooled(fact, state) {
      run.addPooled(fact);
      findings.addPooled(state);
    },
  });
  for (const inspection of await facts.inspections(context, window.to)) run.addInspection(inspection);
  for (const task of tasks) run.addTask(task);
  return { figures: run.result(), findings: findings.result() };
}

/** The ranking of the same window, as first published. */
async function publishedRanking(
  { config }: CampaignContext,
  kind: Exclude<BulletinKind, 'phase'>,
  key: string,
  { rankings, archive }: Services,
): Promise<BulletinInput['ranking'] | undefined> {
  if (!config.ranking.periods.includes(kind)) return undefined;
  const published = await rankings.load(config.id, kind, key);
  const bytes = published && (await archive.get(published.path));
  if (!bytes) throw new Error(`the ranking ${kind} ${key} is not published yet; compute it before its bulletin`);
  const document: Omit<RankingDocument, 'computedAt'> = JSON.parse(Buffer.from(bytes).toString());
  return document;
}

/** Gates assessed inside the window; what is assessed at its very end belongs to it. */
async function gatesOf(
  { config, agenda }: CampaignContext,
  { window, phase }: Subject,
  { progress }: Services,
): Promise<NonNullable<BulletinInput['gates']>> {
  const done = await progress.done(config.id);
  const gates = new Map(config.phases.flatMap((one) => one.gates.map((gate) => [gate.id, gate])));
  return agenda.entries.flatMap((entry) => {
    const gate = entry.kind === 'gate' && entry.ref ? gates.get(entry.ref) : undefined;
    const isInside = phase ? entry.phase === phase.phase : entry.at > window.from && entry.at <= window.to;
    const assessment = done.get(entry.id)?.result as GateAssessment | undefined;
    return gate && isInside && assessment ? [{ gate, assessment }] : [];
  });
}

function lateTasks(
  { config, agenda, units }: CampaignContext,
  window: Window,
  tasks: readonly TaskFact[],
): LateTaskRow[] {
  const names = new Map(config.phases.flatMap((phase) => phase.tasks.map(({ id, name }) => [id, name])));
  const taskOf = new Map(taskOccurrences(config, agenda).map(({ id, task }) => [id, task]));
  return tasks
    .filter((task) => isLateTask(task, window))
    .map(({ task, unit, dueAt, doneAt }) => ({
      task,
      name: names.get(taskOf.get(task) ?? task) ?? task,
      unit,
      unitName: units.get(unit)?.name ?? unit,
      dueAt,
      ...(doneAt && { doneAt }),
    }));
}

/**
 * The proposals a bulletin names, and how many more still wait. Nobody is named in public for what nobody has signed,
 * unless the campaign says so. What is decided after the window is still pending here.
 */
function proposalsOf(
  filed: readonly FiledProposal[],
  { from, to }: Window,
  named: Campaign['bulletins']['proposals'],
): Required<Pick<BulletinInput, 'proposals' | 'pendingBefore'>> {
  const known = filed
    .filter(({ proposedAt }) => proposedAt <= to)
    .map((state) => (state.status === 'decided' && state.at >= to ? pending(state.proposal, state.proposedAt) : state));
  const isOfWindow = (state: FiledProposal) =>
    state.status === 'decided' ? state.at >= from : named === 'all' && state.proposedAt > from;
  const waiting = known.filter((state) => !isOfWindow(state) && state.status === 'pending');
  if (named === 'none') return { proposals: [], pendingBefore: 0 };
  return { proposals: known.filter(isOfWindow), pendingBefore: waiting.length };
}

const pending = (proposal: Proposal, proposedAt: string): FiledProposal => ({
  proposal,
  proposedAt,
  status: 'pending',
});
