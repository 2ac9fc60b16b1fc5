import * as z from 'zod';
import { numberForms, type Receipt } from './receipt.ts';

/** What Aliyun pushes (SmsReport); times, sizes and texts are left aside. */
const pushSchema = z
  .array(
    z.object({
      phone_number: z.string(),
      success: z.boolean(),
      err_code: z.string(),
      biz_id: z.string(),
      out_id: z.string().optional(),
    }),
  )
  .max(1000);

/** The receipts in a push of Aliyun's. Throws a ZodError for anything else. */
export const readAliyun = (body: unknown): readonly Receipt[] =>
  pushSchema.parse(body).map(({ phone_number, success, err_code, biz_id, out_id }) => ({
    reference: out_id,
    carrierId: biz_id,
    numbers: numberForms(phone_number),
    report: success ? { verdict: 'delivered' } : { verdict: 'failed', reason: err_code },
  }));
