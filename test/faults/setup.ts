import { vi } from 'vitest';

/** No pause between attempts: theirs are multiplied by chance, or asked for by name. */
Math.random = () => 0;
vi.mock('node:timers/promises', async (original) => ({
  ...(await original<typeof import('node:timers/promises')>()),
  setTimeout: async () => undefined,
}));
