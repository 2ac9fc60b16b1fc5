import * as z from 'zod';
import { numberForms, type Receipt } from './receipt.ts';

/** What Tencent calls back with; it gives no reference of ours back, only its own id. */
const callbackSchema = z
  .array(
    z.object({
      nationcode: z.string().regex(/^\d{1,4}$/),
      mobile: z.string(),
      report_status: z.enum(['SUCCESS', 'FAIL']),
      errmsg: z.string(),
      sid: z.string(),
    }),
  )
  .max(1000);

/** The receipts in a callback of Tencent's. Throws a ZodError for anything else. */
export const readTencent = (body: unknown): readonly Receipt[] =>
  callbackSchema.parse(body).map(({ nationcode, mobile, report_status, errmsg, sid }) => ({
    carrierId: sid,
    numbers: numberForms(mobile, nationcode),
    report: report_status === 'SUCCESS' ? { verdict: 'delivered' } : { verdict: 'failed', reason: errmsg },
  }));
