import { describe, expect, it } from 'vitest';
import { taskPlans } from '../../../../infra/local/rehearsal/task-plans.ts';
import { toInstant } from '../../../../shared/domain/instant.ts';
import { buildUnit } from '../../../support/build-campaign.ts';
import { buildWorld } from './build-world.ts';

const units = Array.from({ length: 16 }, (_, n) => buildUnit(n));
const overrides = {
  leagues: [{ id: 'streets', name: '街道' }],
  units,
  categories: [{ id: 'litter', name: '暴露垃圾' }],
  deadlines: [{ id: 'all', within: '3 workingDays' }],
  phases: [
    {
      phase: 'publicity' as const,
      starts: '2026-03-02',
      ends: '2026-03-11',
      tasks: [{ id: 'letter', name: '责任状', kind: 'letter' as const, due: '2026-03-10' }],
    },
    {
      phase: 'attack' as const,
      starts: '2026-03-12',
      ends: '2026-05-25',
      tasks: [
        { id: 'weekly', name: '周报', kind: 'report' as const, due: '2026-03-20', every: 'week' as const },
        { id: 'hardware', name: '硬件到位', kind: 'milestone' as const, due: '2026-04-10' },
        { id: 'papers', name: '申报', kind: 'papers' as const, due: '2026-04-15', units: ['unit-0'] },
      ],
    },
    { phase: 'consolidation' as const, starts: '2026-05-26', ends: '2026-06-09' },
  ],
};
const world = buildWorld({ overrides });
const plans = taskPlans(world);
const isLate = ({ at, entry }: (typeof plans)[number]) => toInstant(at) > entry.at;

describe('taskPlans', () => {
  it('files what each unit owes and nothing else, at most once', () => {
    const names = plans.map(({ entry, unit }) => `${entry.id}#${unit}`);
    expect(new Set(names).size).toBe(names.length);
    expect(plans.filter(({ entry }) => entry.ref === 'papers').map(({ unit }) => unit)).toEqual(['unit-0']);
    expect(plans.filter(({ entry }) => entry.ref === 'letter').length).toBeGreaterThan(units.length * 0.8);
    expect(new Set(plans.filter(({ entry }) => entry.ref === 'weekly').map(({ entry }) => entry.id)).size).toBe(10);
  });

  it('files within working hours', () => {
    for (const { at } of plans) expect(world.context.calendar.isWorking(toInstant(at))).toBe(true);
  });

  it('is mostly in time, and late at units that lag', () => {
    const late = plans.filter(isLate);
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(plans.length * 0.25);
    const lags = (unit: string) => (world.diligence.get(unit) ?? 1) < 0.3;
    expect(late.filter(({ unit }) => lags(unit)).length).toBeGreaterThan(late.length / 2);
  });

  it('has a milestone missed under every seed (S3)', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const owed = taskPlans(buildWorld({ overrides, seed })).filter(({ entry }) => entry.ref === 'hardware');
      expect(owed.some(isLate) || owed.length < units.length).toBe(true);
    }
  });
});
