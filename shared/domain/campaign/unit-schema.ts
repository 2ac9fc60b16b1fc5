import * as z from 'zod';
import { bilingual } from '../bilingual.ts';
import { UNIT_KINDS } from './vocabulary.ts';

/** Ids stand in links, file names and sort keys, so they hold neither blanks nor `#`, `/` or dots at the start. */
export const idSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u,
    bilingual(
      '编号只能用文字、数字和 - _ . :，以文字或数字开头，最长 64 个字',
      'an id has letters, digits, "-", "_", "." and ":", at most 64, and begins with a letter or digit',
    ),
  );

/** A mainland mobile number or any number in international form. */
export const phoneSchema = z
  .string()
  .regex(
    /^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/,
    bilingual(
      '应为 11 位手机号，或“+”加国家代码的号码',
      'it must be a mobile number of 11 digits, or "+" and the country code',
    ),
  );

export const contactSchema = z.strictObject({ name: z.string().min(1).max(20), phone: phoneSchema });
export type Contact = z.infer<typeof contactSchema>;

export const contactsSchema = z.strictObject({
  liaison: contactSchema,
  deputy: contactSchema.optional(),
  principal: contactSchema.optional(),
});

/** A name of at most 20 characters keeps every SMS in one part. */
export const unitNameSchema = z.string().min(1).max(20);

export const unitSchema = z.strictObject({
  id: idSchema,
  name: unitNameSchema,
  kind: z.enum(UNIT_KINDS),
  league: idSchema,
  parent: idSchema.optional(),
  /** Units whose reward and penalty this one shares (包保, 同奖同罚; S0, S4). */
  linkedTo: z.array(idSchema).default([]),
  contacts: contactsSchema,
});
export type Unit = z.infer<typeof unitSchema>;

export const leagueSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  /** Units with fewer cases than this in a window are not ranked there, and the ranking says so. */
  minCases: z.int().min(0).optional(),
});
export type League = z.infer<typeof leagueSchema>;
