import { photoSchema } from '../../shared/domain/photo/photo-schema.ts';
import { PHOTO_TYPES } from '../../shared/domain/photo/photo-type.ts';
import type { DownloadDesk } from '../../shared/ports.ts';
import { offerSchema } from '../http/offer.ts';
import { MAX_PHOTO_BYTES, photoParams, photoQuery, sendPhoto, storePhoto } from '../http/photos.ts';
import { defineRoute, type Route } from '../http/route.ts';

const SHOWN = { 200: { file: PHOTO_TYPES } } as const;

/**
 * Photos go ahead of the inspection or rectification that names them. With a desk, whoever asks for an original is sent
 * there for it.
 */
export const photoRoutes = (desk?: () => DownloadDesk): readonly Route[] => [
  defineRoute({
    method: 'PUT',
    path: '/campaigns/{campaign}/photos',
    operationId: 'uploadPhoto',
    summary: { zh: '上传整改前或整改后的照片', en: 'Upload a photo from before or after rectification' },
    access: ['inspector', 'office', 'unit'],
    body: { bytes: PHOTO_TYPES },
    maxBody: MAX_PHOTO_BYTES,
    replies: { 201: photoSchema },
    async handle({ params, body }, services) {
      await services.campaigns.load(params.campaign);
      return { status: 201, body: await storePhoto(body, services.archive) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/photos/{sha256}',
    operationId: 'getPhoto',
    summary: {
      zh: '查看照片；原件只限办公室和审计人员',
      en: 'A photo by its SHA-256; originals are for office and auditor',
    },
    access: ['inspector', 'office', 'auditor'],
    params: photoParams,
    query: photoQuery,
    replies: desk ? { ...SHOWN, 302: offerSchema } : SHOWN,
    async handle({ params, query, caller }, services) {
      await services.campaigns.load(params.campaign);
      return sendPhoto({ sha256: params.sha256, size: query.size, caller }, services.archive, desk);
    },
  }),
];
