import { ledgerHash } from '../../../shared/domain/ranking/ledger-hash.ts';
import type { Answer } from './call-api.ts';
import type { Ask } from './people.ts';

/** Everything by which two stages that were driven alike must be alike. */
export interface Outcome {
  readonly ledgerHash: string;
  readonly heads: ReadonlyArray<{ readonly id: string; readonly head: string }>;
  readonly agenda: readonly unknown[];
  readonly rankings: Readonly<Record<string, unknown>>;
  readonly escalations: readonly unknown[];
  readonly messages: readonly unknown[];
  readonly proposals: readonly unknown[];
  readonly bulletins: readonly unknown[];
}

type Row = Readonly<Record<string, unknown>>;

/** Reads what came of a campaign, as its auditor. */
export async function outcomeOf(campaign: string, ask: Ask): Promise<Outcome> {
  const get = async (path: string): Promise<Answer['body']> => {
    const answer = await ask('auditor', `GET /campaigns/${campaign}${path}`);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.bytes.toString()}`);
    return answer.body;
  };
  const all = async (path: string): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: { items: Row[]; next?: string } = await get(
        `${path}?limit=200${next && `&after=${encodeURIComponent(next)}`}`,
      );
      rows.push(...page.items);
      next = page.next;
    }
    return rows;
  };
  const heads: Array<{ id: string; head: string }> = [];
  for (const { id } of await all('/problems')) {
    const { history } = await get(`/problems/${id}`);
    heads.push({ id: String(id), head: history.head });
  }
  const rankings: Record<string, unknown> = {};
  for (const kind of ['weekly', 'monthly'])
    for (const { period, correction = { number: 0 } } of (await get(`/rankings/${kind}`)).items)
      rankings[`${kind}/${period}.${correction.number}`] = await get(
        `/rankings/${kind}/${period}?correction=${correction.number}`,
      );
  return {
    ledgerHash: ledgerHash(heads),
    heads: inOrder(heads),
    agenda: (await get('/agenda')).entries,
    rankings,
    // Which SMS carries it is a number that each stage makes for itself.
    escalations: inOrder((await all('/escalations')).map(({ message: _, ...entry }) => entry)),
    messages: inOrder((await all('/messages')).map(withoutItsOwn)),
    proposals: inOrder((await get('/proposals')).items),
    bulletins: inOrder((await get('/bulletins')).items),
  };
}

/** A message without its number and the secret in its link. */
const withoutItsOwn = ({ id: _, text, ...message }: Row): Row => ({
  ...message,
  ...(text !== undefined && { text: String(text).replace(/\/t\/[\w-]+/, '/t/…') }),
});

const inOrder = <Entry>(rows: readonly Entry[]): readonly Entry[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
