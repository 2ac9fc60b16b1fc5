import type { DownloadDesk } from '../../shared/ports.ts';
import { offerSchema } from '../http/offer.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { bulletinFileParams, findBulletinFile } from './bulletin-file.ts';

/** For a bulletin too large for a function's answer, or for a program that is to get it by itself. */
export const bulletinOfferRoutes = (desk: () => DownloadDesk): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/bulletins/{kind}/{key}/{file}/offer',
    operationId: 'offerBulletinFile',
    summary: {
      zh: '取得通报文件的限时下载地址，凭地址即可下载',
      en: 'An address for one file of a bulletin; whoever has it may download it, for a minute',
    },
    access: ['office', 'auditor'],
    params: bulletinFileParams,
    replies: { 200: offerSchema },
    async handle({ params }, services) {
      return { status: 200, body: await desk().offer(await findBulletinFile(params, services)) };
    },
  }),
];
