import { basename } from 'node:path';
import * as z from 'zod';
import { PERIODS, type PeriodKind } from '../../shared/domain/campaign/vocabulary.ts';
import type { DownloadDesk } from '../../shared/ports.ts';
import type { PublishedRanking } from '../../shared/stores/ranking-book.ts';
import { notFound } from '../http/fault.ts';
import { offerSchema, sendOn } from '../http/offer.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Services } from '../services.ts';

const READERS = ['office', 'auditor'] as const;
const params = { kind: z.enum(PERIODS), period: z.string().regex(/^[\w-]{1,20}$/) };
/** 0 is the ranking as first published; left out, the one that stands after all corrections. */
const query = z.strictObject({ correction: z.coerce.number().int().min(0).optional() });

const placing = z.looseObject({ unit: z.string(), name: z.string(), rank: z.int(), score: z.number().nullable() });
const measure = z.looseObject({
  numerator: z.number(),
  denominator: z.number(),
  excluded: z.number(),
  value: z.number().nullable(),
});

const headerSchema = z.looseObject({
  kind: z.enum(PERIODS),
  period: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  cutoff: z.iso.datetime(),
  ruleSet: z.string(),
  ledgerHash: z.string(),
  /** Of the whole document with its cases, as it lies in the archive. */
  sha256: z.string(),
  correction: z.looseObject({ number: z.int(), reason: z.string(), by: z.string() }).optional(),
});

const rankingSchema = headerSchema.extend({
  leagues: z.array(
    z.looseObject({
      league: z.string(),
      name: z.string(),
      entries: z.array(placing.extend({ measures: z.record(z.string(), measure) })),
      unranked: z.array(z.looseObject({ unit: z.string(), name: z.string(), reason: z.string() })),
      bottom: z.array(placing),
    }),
  ),
});

interface Wanted {
  readonly campaign: string;
  readonly kind: PeriodKind;
  readonly period: string;
}

async function findRanking(
  { campaign, kind, period }: Wanted,
  correction: number | undefined,
  { rankings }: Services,
): Promise<PublishedRanking> {
  const found = await (correction === undefined
    ? rankings.latest(campaign, kind, period)
    : rankings.load(campaign, kind, period, correction));
  if (!found) throw notFound('已公布的排名', 'published ranking', `${kind}/${period}`);
  return found;
}

const JSON_TYPE = 'application/json';
const DOCUMENT = { 200: { file: [JSON_TYPE] } } as const;

/**
 * Published rankings, and the document with the cases behind every number: with a desk, whoever asks for it is sent there,
 * since it may be larger than the answer of a function.
 */
export const rankingRoutes = (desk?: () => DownloadDesk): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/rankings/{kind}',
    operationId: 'listRankings',
    summary: { zh: '某一周期的全部排名', en: 'All rankings of a kind of period, corrections behind what they correct' },
    access: READERS,
    params: { kind: params.kind },
    replies: { 200: z.object({ items: z.array(headerSchema) }) },
    async handle({ params: { campaign, kind } }, services) {
      await services.campaigns.load(campaign);
      const items = await services.rankings.list(campaign, kind);
      return { status: 200, body: { items } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/rankings/{kind}/{period}',
    operationId: 'getRanking',
    summary: { zh: '一次排名，按组别列出', en: 'One ranking by league' },
    access: READERS,
    params,
    query,
    replies: { 200: rankingSchema },
    async handle({ params: wanted, query: { correction } }, services) {
      return { status: 200, body: await findRanking(wanted, correction, services) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/rankings/{kind}/{period}/cases',
    operationId: 'getRankingCases',
    summary: {
      zh: '一次排名的完整文件：每个数字背后的案件，与其 SHA-256 相符',
      en: 'The whole document of a ranking with the cases behind every number, byte for byte as its SHA-256 vouches',
    },
    access: READERS,
    params,
    query,
    replies: desk ? { ...DOCUMENT, 302: offerSchema } : DOCUMENT,
    async handle({ params: wanted, query: { correction } }, services) {
      const { path } = await findRanking(wanted, correction, services);
      const name = `${wanted.campaign}-${wanted.kind}-${basename(path)}`;
      if (desk) return sendOn(await desk().offer({ path, type: JSON_TYPE, name }));
      const bytes = await services.archive.get(path);
      if (!bytes) throw new Error(`the archive has lost ${path}, which a published ranking names`);
      return { status: 200, file: { type: JSON_TYPE, bytes } };
    },
  }),
];
