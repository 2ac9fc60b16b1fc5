import * as z from 'zod';
import { UnknownCampaign } from '../../shared/stores/campaign-context.ts';
import { campaignHeadSchema, viewHead } from '../http/campaign-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { createCampaign, ended, reviseCampaign } from './configure-campaign.ts';

/** One file, as an office writes it. */
const CAMPAIGN_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'application/json', 'text/plain'];
/** Five thousand units with their contacts come to about two megabytes. */
const MAX_CAMPAIGN_BYTES = 5 * 1024 * 1024;

/** How the office sets campaigns up and stops them. */
export const campaignWriteRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/campaigns',
    operationId: 'createCampaign',
    summary: { zh: '用一份 YAML 或 JSON 配置新建专项行动', en: 'Start a campaign from one YAML or JSON file' },
    access: ['office'],
    body: { text: CAMPAIGN_TYPES },
    maxBody: MAX_CAMPAIGN_BYTES,
    replies: { 201: campaignHeadSchema },
    async handle({ body }, services) {
      return { status: 201, body: viewHead(await createCampaign(body, services)) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/campaigns/{campaign}',
    operationId: 'reviseCampaign',
    summary: {
      zh: '修改配置，生成新版本；已派遣问题的期限不变',
      en: 'Put a new revision in force; deadlines that run do not move',
    },
    access: ['office'],
    body: { text: CAMPAIGN_TYPES },
    maxBody: MAX_CAMPAIGN_BYTES,
    replies: { 200: campaignHeadSchema },
    async handle({ params, body }, services) {
      return { status: 200, body: viewHead(await reviseCampaign(params.campaign, body, services)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/status',
    operationId: 'setCampaignStatus',
    summary: {
      zh: '暂停、恢复或结束专项行动；暂停期间不督办、不发短信',
      en: 'Pause, resume or end a campaign; while paused nothing is escalated',
    },
    access: ['office'],
    body: { json: z.strictObject({ status: z.enum(['running', 'paused', 'ended']) }) },
    replies: { 200: campaignHeadSchema },
    async handle({ params, body }, services) {
      const stored = await services.registry.head(params.campaign);
      if (!stored) throw new UnknownCampaign(params.campaign);
      if (stored.head.status === 'ended' && body.status !== 'ended') throw ended(params.campaign);
      await services.items.transact([services.registry.writeHead(stored, body)]);
      return { status: 200, body: viewHead({ ...stored.head, ...body }) };
    },
  }),
];
