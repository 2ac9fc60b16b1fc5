import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRID_MS, gridFrom } from '../../../../infra/local/rehearsal/grid.ts';
import { createPlanQueue } from '../../../../infra/local/rehearsal/plan-queue.ts';

const BEGINS = Date.parse('2026-03-02T00:30:00.000Z');

describe('createPlanQueue', () => {
  it('has nothing due while it is empty', () => {
    const queue = createPlanQueue<string>();
    expect(queue.next()).toBeUndefined();
    expect(queue.take(BEGINS)).toEqual([]);
  });

  it('moves a plan to the next moment of the grid', () => {
    const queue = createPlanQueue<string>();
    queue.add(BEGINS + 1, 'a');
    expect(queue.next()).toBe(BEGINS + GRID_MS);
    expect(queue.take(BEGINS + GRID_MS - 1)).toEqual([]);
    expect(queue.take(BEGINS + GRID_MS)).toEqual(['a']);
  });

  it('takes an earlier plan that is added after later ones', () => {
    const queue = createPlanQueue<string>();
    queue.add(BEGINS + 50 * GRID_MS, 'late');
    queue.next();
    queue.add(BEGINS, 'early');
    expect(queue.next()).toBe(BEGINS);
    expect(queue.take(BEGINS)).toEqual(['early']);
    expect(queue.next()).toBe(BEGINS + 50 * GRID_MS);
  });

  it('agrees with a sorted list, whatever is added and taken in which order', () => {
    const steps = fc.array(fc.record({ add: fc.boolean(), at: fc.integer({ min: 0, max: 300 * GRID_MS }) }));
    fc.assert(
      fc.property(steps, (list) => {
        const queue = createPlanQueue<number>();
        let model: Array<{ at: number; plan: number }> = [];
        list.forEach(({ add, at }, plan) => {
          if (add) {
            queue.add(BEGINS + at, plan);
            model.push({ at: gridFrom(BEGINS + at), plan });
          } else {
            const due = model.filter((one) => one.at <= BEGINS + at).toSorted((a, b) => a.at - b.at);
            model = model.filter((one) => one.at > BEGINS + at);
            expect(queue.take(BEGINS + at)).toEqual(due.map((one) => one.plan));
          }
          expect(queue.next()).toBe(model.length > 0 ? Math.min(...model.map((one) => one.at)) : undefined);
        });
      }),
    );
  });
});
