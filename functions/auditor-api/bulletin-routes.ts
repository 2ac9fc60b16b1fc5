import * as z from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { BULLETIN_KINDS, bulletinFileParams, findBulletinFile, noSuchFile } from './bulletin-file.ts';

const READERS = ['office', 'auditor'] as const;

const manifestSchema = z.object({
  kind: z.enum(BULLETIN_KINDS),
  /** The key of the window, or the phase. */
  key: z.string(),
  number: z.string(),
  title: z.string(),
  issuedAt: z.iso.datetime(),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), bytes: z.int(), sha256: z.string() })),
});

/** Bulletins 通报 as they were published. */
export const bulletinRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/bulletins',
    operationId: 'listBulletins',
    summary: { zh: '已印发的通报及其文件的 SHA-256', en: 'Published bulletins with the SHA-256 of each file' },
    access: READERS,
    replies: { 200: z.object({ items: z.array(manifestSchema) }) },
    async handle({ params }, services) {
      await services.campaigns.load(params.campaign);
      const records = await services.bulletins.list(params.campaign);
      const items = records.flatMap(({ key, manifest }) =>
        manifest ? [manifestSchema.parse({ ...manifest, key })] : [],
      );
      return { status: 200, body: { items } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/bulletins/{kind}/{key}/{file}',
    operationId: 'getBulletinFile',
    summary: { zh: '下载通报的一个文件', en: 'One file of a bulletin, byte for byte' },
    access: READERS,
    params: bulletinFileParams,
    replies: { 200: { file: ['application/json', 'text/html', 'text/csv'] } },
    async handle({ params }, services) {
      const { path, type, name } = await findBulletinFile(params, services);
      const bytes = await services.archive.get(path);
      if (!bytes) throw noSuchFile(params);
      return { status: 200, file: { type, bytes, name } };
    },
  }),
];
