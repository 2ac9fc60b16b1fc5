import * as z from 'zod';
import { originalPath } from '../../shared/domain/photo/photo-paths.ts';
import { photoSchema } from '../../shared/domain/photo/photo-schema.ts';
import { PHOTO_TYPES } from '../../shared/domain/photo/photo-type.ts';
import type { UploadDesk } from '../../shared/ports.ts';
import { MAX_UPLOAD_BYTES, sha256Schema, storedOriginal } from '../http/photos.ts';
import { defineRoute, type Route } from '../http/route.ts';

const announcementSchema = z.strictObject({
  /** Of the whole file, in hexadecimal digits. */
  sha256: sha256Schema,
  type: z.enum(PHOTO_TYPES),
  length: z.int().min(1).max(MAX_UPLOAD_BYTES),
});

const answerSchema = z.object({
  photo: photoSchema,
  /** Left out where the photo is there already. */
  upload: z
    .object({
      method: z.literal('PUT'),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      expiresAt: z.iso.datetime(),
    })
    .optional(),
});

/** For photos too large for a function: the caller announces one, and is told where to put exactly these bytes. */
export const photoUploadRoutes = (desk: () => UploadDesk): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/photos/upload',
    operationId: 'inviteUpload',
    summary: {
      zh: '登记一张待上传的照片（最大 15 MB），返回限时的上传地址',
      en: 'Announce a photo of up to 15 MB; the answer says where to send these bytes, for a short time',
    },
    access: ['inspector', 'office', 'unit'],
    body: { json: announcementSchema },
    replies: { 200: answerSchema },
    async handle({ params, body }, services) {
      await services.campaigns.load(params.campaign);
      const { sha256, type } = body;
      const stored = await storedOriginal(sha256, services.archive);
      if (stored) return { status: 200, body: { photo: { path: stored, sha256 } } };
      const path = originalPath(sha256, type);
      return { status: 200, body: { photo: { path, sha256 }, upload: await desk().invite({ path, ...body }) } };
    },
  }),
];
