import type { RequestLogger } from '../../functions/http/request-log.ts';
import type { Clock } from '../../shared/ports.ts';

/** Logs JSON lines to stderr; `errors` leaves out what went well, so that a person at the terminal sees only trouble. */
export function jsonLines(clock: Clock, level: 'all' | 'errors' = 'all'): RequestLogger {
  const write = (name: string, message: string, fields: Readonly<Record<string, unknown>>) =>
    process.stderr.write(`${JSON.stringify({ level: name, time: clock.now(), message, ...fields })}\n`);
  return {
    info: (message, fields) => void (level === 'all' && write('info', message, fields)),
    error: (message, fields) => void write('error', message, fields),
  };
}
