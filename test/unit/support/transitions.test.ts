import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { countTransitions, type Transitions } from '../../support/capacity/count-transitions.ts';
import { openCountedStage, receive, typicalInspection } from '../../support/capacity/scenarios.ts';

const PINNED: Transitions = JSON.parse(
  readFileSync(new URL('../../../infra/cost/transitions.json', import.meta.url), 'utf8'),
);

/** The S2b campaign from its first morning to its end, with so many inspections of three problems each. */
async function walk(inspections: number): Promise<Transitions> {
  const items = openSqliteItemStore({ file: ':memory:', durability: 'fast' });
  const stage = await openCountedStage(items, '2026-03-02 00:00');
  for (let n = 1; n <= inspections; n++) await receive(stage, typicalInspection(`I-${n}`, 3, stage));
  return countTransitions(stage);
}

describe('the transitions of the workflow', () => {
  it('are what the cost table counts with', async () => {
    expect(await walk(0)).toEqual(PINNED);
  });

  it('do not grow with the problems of a campaign', async () => {
    expect(await walk(10)).toEqual(PINNED);
  });

  it('are at most 12 for a ranking with its bulletin', () => {
    expect(PINNED.rankingWithBulletin).toBeLessThanOrEqual(12);
  });
});
