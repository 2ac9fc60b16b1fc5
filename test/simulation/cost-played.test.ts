import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Played } from '../../infra/cost/cost-inputs.ts';
import { playCounted } from '../support/capacity/play-counted.ts';

/** `HUNDRED_DAYS_COUNT_WRITE=1` writes it anew, for a change that is meant. */
const FILE = new URL('../../infra/cost/played.json', import.meta.url);

it('a campaign of 1,000 inspections asks for what the cost table counts with, request by request and unit by unit', async () => {
  const played = await playCounted(1000);
  if (process.env.HUNDRED_DAYS_COUNT_WRITE === '1') writeFileSync(FILE, linesOf(played));
  expect(played).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
}, 180_000);

/** JSON as the formatter leaves it. */
const linesOf = (played: Played): string =>
  `${JSON.stringify(played, null, 2).replaceAll(/\{([^{}]*)\}/g, (_, inner: string) => `{ ${inner.trim().replaceAll(/\s+/g, ' ')} }`)}\n`;
