import * as z from 'zod';
import { AGENDA_KINDS } from '../../shared/domain/agenda/agenda-entry.ts';
import { countdown, upcomingEntry } from '../../shared/domain/agenda/countdown.ts';
import { ACCESS_ROLES, PERIODS, PHASES } from '../../shared/domain/campaign/vocabulary.ts';
import { campaignHeadSchema, campaignViewSchema, viewCampaign, viewHead } from '../http/campaign-view.ts';
import { defineRoute, type Route } from '../http/route.ts';

const STAFF = ['office', 'inspector', 'auditor'] as const;

const entrySchema = z.object({
  id: z.string(),
  kind: z.enum(AGENDA_KINDS),
  at: z.iso.datetime(),
  day: z.iso.date(),
  phase: z.enum(PHASES),
  title: z.string(),
  titleEn: z.string(),
  ref: z.string().optional(),
  period: z
    .object({
      kind: z.enum(PERIODS),
      key: z.string(),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      firstDay: z.iso.date(),
      lastDay: z.iso.date(),
    })
    .optional(),
});

const doneEntrySchema = entrySchema.extend({
  /** When the workflow came to it, and what came of it: a gate's measured value, units late with a task. */
  doneAt: z.iso.datetime().optional(),
  result: z.unknown().optional(),
});

const countdownSchema = z.object({
  state: z.enum(['before', 'running', 'over']),
  phase: z.enum(PHASES),
  day: z.int(),
  days: z.int(),
  daysLeft: z.int(),
  phaseDaysLeft: z.int(),
  daysToStart: z.int(),
  next: entrySchema.optional(),
});

/** What a campaign is and where it stands. */
export const campaignReadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns',
    operationId: 'listCampaigns',
    summary: { zh: '全部专项行动', en: 'All campaigns, side by side' },
    access: ACCESS_ROLES,
    replies: { 200: z.object({ items: z.array(campaignHeadSchema) }) },
    async handle({ caller }, services) {
      const heads = await services.registry.list();
      const seen = heads.filter((head) => caller.campaigns?.includes(head.id) ?? true);
      return { status: 200, body: { items: seen.map(viewHead) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}',
    operationId: 'getCampaign',
    summary: { zh: '专项行动的配置，电话号码已隐去', en: 'A campaign’s configuration, phone numbers masked' },
    access: STAFF,
    replies: { 200: campaignViewSchema },
    async handle({ params }, services) {
      const { head, config } = await services.campaigns.load(params.campaign);
      return { status: 200, body: viewCampaign(head, config) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/agenda',
    operationId: 'getAgenda',
    summary: { zh: '倒排工期：全部节点及完成情况', en: 'Every dated entry in order, with what came of it' },
    access: ACCESS_ROLES,
    replies: { 200: z.object({ revision: z.int(), entries: z.array(doneEntrySchema) }) },
    async handle({ params }, services) {
      const { agenda } = await services.campaigns.load(params.campaign);
      const done = await services.progress.done(params.campaign);
      const entries = agenda.entries.map((entry) => {
        const past = done.get(entry.id);
        return { ...entry, ...(past && { doneAt: past.at, result: past.result }) };
      });
      return { status: 200, body: { revision: agenda.revision, entries } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/countdown',
    operationId: 'getCountdown',
    summary: { zh: '倒计时', en: 'The countdown: phase, day and what comes next' },
    access: ACCESS_ROLES,
    replies: { 200: countdownSchema },
    async handle({ params }, services) {
      const { config, agenda } = await services.campaigns.load(params.campaign);
      const now = services.clock.now();
      const next = upcomingEntry(agenda, now);
      return { status: 200, body: { ...countdown(config, now), ...(next && { next }) } };
    },
  }),
];
