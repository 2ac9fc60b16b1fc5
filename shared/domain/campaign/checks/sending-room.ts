import { smsFindings } from '../../escalation/sms.ts';
import { check } from './check.ts';

/** Signature and link leave room for every SMS in one part. */
export const sendingRoom = [check(['sending'], ({ sending }) => smsFindings(sending))];
