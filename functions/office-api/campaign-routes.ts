import * as z from 'zod';
import { UnknownCampaign } from '../../shared/stores/campaign-context.ts';
import { campaignHeadSchema, viewHead } from '../http/campaign-view.ts';
import { LARGEST_BODY } from '../http/read-body.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { CampaignFiles } from './campaign-files.ts';
import { createCampaign, ended, reviseCampaign } from './configure-campaign.ts';

/** How the office sets campaigns up, from files in the forms that the stage takes, and stops them. */
export const campaignWriteRoutes = (files: CampaignFiles): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/campaigns',
    operationId: 'createCampaign',
    summary: { zh: '用一份配置文件新建专项行动', en: 'Start a campaign from its one file' },
    access: ['office'],
    body: files.body,
    // Five thousand units with their contacts come to about two megabytes.
    maxBody: LARGEST_BODY,
    replies: { 201: campaignHeadSchema },
    async handle({ body }, services) {
      return { status: 201, body: viewHead(await createCampaign(files.parse(body), services)) };
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
    body: files.body,
    // Five thousand units with their contacts come to about two megabytes.
    maxBody: LARGEST_BODY,
    replies: { 200: campaignHeadSchema },
    async handle({ params, body }, services) {
      return { status: 200, body: viewHead(await reviseCampaign(params.campaign, files.parse(body), services)) };
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
      // Sent again it changes nothing: a new head would have the workflow started anew.
      if (stored.head.status !== body.status)
        await services.items.transact([services.registry.writeHead(stored, body)]);
      return { status: 200, body: viewHead({ ...stored.head, ...body }) };
    },
  }),
];
