import { toMs } from '../../shared/domain/instant.ts';
import type { Clock } from '../../shared/ports.ts';

const WINDOW_MS = 15 * 60_000;
const MAX_FAILURES = 5;
/** Each name kept costs its sender one password hash, so a flood needs longer to push a name out than the window lasts. */
const MAX_NAMES = 10_000;

/** Slows guessing down: five wrong passwords for a name within 15 minutes, and the name waits. */
export interface SignInGuard {
  /** Counts an attempt as failed until it proves good; seconds to wait where there were too many. */
  begin(name: string): { readonly waitSeconds: number } | undefined;
  succeeded(name: string): void;
}

/** Kept in memory: there is one server, and restarting it takes more than a guesser has. */
export function createSignInGuard(clock: Clock): SignInGuard {
  const failures = new Map<string, readonly number[]>();
  return {
    begin(name) {
      const now = toMs(clock.now());
      const recent = (failures.get(name) ?? []).filter((at) => at > now - WINDOW_MS);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= MAX_FAILURES) {
        return { waitSeconds: Math.ceil((oldest + WINDOW_MS - now) / 1000) };
      }
      failures.delete(name);
      failures.set(name, [...recent, now]);
      if (failures.size > MAX_NAMES) failures.delete(failures.keys().next().value ?? '');
      return undefined;
    },
    succeeded(name) {
      failures.delete(name);
    },
  };
}
