import type { WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import type { Message } from './outbox.ts';
import type { Reservation } from './sending-quota.ts';

/** The room a message takes below the caps, the same whenever it is asked: it counts from when it was made. */
export function reservationOf(
  { id, campaign, unit, number, at, parts }: Pick<Message, 'id' | 'campaign' | 'unit' | 'number' | 'at' | 'parts'>,
  calendar: Pick<WorkingCalendar, 'dayOf'>,
): Reservation {
  return { campaign, unit, number, at, parts, day: calendar.dayOf(at), message: `${campaign}/${id}` };
}
