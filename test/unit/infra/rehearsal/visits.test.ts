import { describe, expect, it } from 'vitest';
import { checkInspection } from '../../../../functions/inspection-intake/check-inspection.ts';
import { GRID_MS } from '../../../../infra/local/rehearsal/grid.ts';
import { inspectionOf } from '../../../../infra/local/rehearsal/inspection.ts';
import { timetable } from '../../../../infra/local/rehearsal/timetable.ts';
import { isReport, type Visit, visitsOn } from '../../../../infra/local/rehearsal/visits.ts';
import { inspectionSchema } from '../../../../shared/domain/inspection/inspection-schema.ts';
import { toInstant } from '../../../../shared/domain/instant.ts';
import { buildWorld } from './build-world.ts';

const world = buildWorld({ pace: 700 });
const everyVisit = (here = world): Visit[] =>
  [...timetable(here)].flatMap(([date, count]) => visitsOn(date, count, here));
const { calendar, agenda } = world.context;

describe('timetable', () => {
  it('comes to exactly the pace over the days of the campaign', () => {
    for (const pace of [1, 10, 700, 8200]) {
      const counts = [...timetable(buildWorld({ pace })).values()];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pace);
    }
  });

  it('inspects more on action days', () => {
    const here = buildWorld({ pace: 7000, overrides: { calendar: { actionDays: [{ weekday: 2, name: '除癣日' }] } } });
    const counts = timetable(here);
    expect(counts.get('2026-03-24')).toBeGreaterThan(1.2 * (counts.get('2026-03-25') ?? 0));
  });

  it('brings more where a phase was extended, and leaves the days before as they were', () => {
    const { phases } = world.context.config;
    const longer = phases.map((phase) => (phase.phase === 'consolidation' ? { ...phase, ends: '2026-06-19' } : phase));
    const context = { ...world.context, config: { ...world.context.config, phases: longer } };
    const extended = timetable({ ...world, context });
    for (const [date, count] of timetable(world)) expect(extended.get(date)).toBe(count);
    expect(extended.get('2026-06-12')).toBeGreaterThan(0);
  });
});

describe('visitsOn', () => {
  it('inspects within working hours and on working days; only reports come in besides', () => {
    for (const { source, arrives, date } of everyVisit()) {
      if (isReport(source)) continue;
      expect(calendar.dayKind(date).work).toBe(true);
      expect(calendar.isWorking(toInstant(arrives))).toBe(true);
    }
  });

  it('takes in reports on days off too', () => {
    const off = everyVisit().filter(({ date }) => !calendar.dayKind(date).work);
    expect(off.length).toBeGreaterThan(0);
    expect(off.every(({ source }) => isReport(source))).toBe(true);
  });

  it('begins with self-checks, attacks with covert and spot visits and ends with regular ones', () => {
    const commonest = (phase: string) => {
      const opens = agenda.entries.find(({ id }) => id === `phase-opens:${phase}`)?.day ?? '';
      const closes = agenda.entries.find(({ id }) => id === `phase-closes:${phase}`)?.day ?? '';
      const sources = everyVisit()
        .filter(({ date }) => date >= opens && date <= closes)
        .map(({ source }) => source);
      const counts = Map.groupBy(
        sources.filter((source) => !isReport(source)),
        (source) => source,
      );
      return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
    };
    expect(commonest('publicity')).toBe('self');
    expect(['spot', 'covert']).toContain(commonest('attack'));
    expect(commonest('consolidation')).toBe('regular');
  });

  it('gives every visit an id of its own, in the order of arrival and on the grid', () => {
    const visits = everyVisit();
    expect(new Set(visits.map(({ id }) => id)).size).toBe(visits.length);
    for (const { arrives } of visits) expect(arrives % GRID_MS).toBe(0);
    for (const date of new Set(visits.map((visit) => visit.date))) {
      const times = visits.filter((visit) => visit.date === date).map(({ arrives }) => arrives);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });
});

describe('inspectionOf', () => {
  it('is accepted by the schema and by the check of the intake, and took place before it arrives', () => {
    for (const visit of everyVisit()) {
      const { inspection } = inspectionOf(visit, world);
      expect(inspectionSchema.parse(inspection)).toEqual(inspection);
      expect(inspection.at < toInstant(visit.arrives)).toBe(true);
      expect(() => checkInspection(inspection, world.context, toInstant(visit.arrives))).not.toThrow();
    }
  });

  it('is the same whenever it is asked for, and another under another seed', () => {
    const [visit] = everyVisit();
    const again = buildWorld({ pace: 700 });
    const other = buildWorld({ pace: 700, seed: 2 });
    const all = (here: typeof world) => everyVisit(here).map((one) => inspectionOf(one, here));
    expect(visit && inspectionOf(visit, again)).toEqual(visit && inspectionOf(visit, world));
    expect(all(again)).toEqual(all(world));
    expect(all(other)).not.toEqual(all(world));
  });

  it('finds up to three things, one in a report, some for the pool and some at the wrong unit', () => {
    const inspections = everyVisit().map((visit) => inspectionOf(visit, world).inspection);
    const counts = inspections.map(({ findings }) => findings.length);
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3]));
    for (const { source, findings } of inspections) if (isReport(source)) expect(findings).toHaveLength(1);
    const findings = inspections.flatMap((inspection) => inspection.findings);
    const share = (of: typeof findings) => of.length / findings.length;
    expect(share(findings.filter(({ pool }) => pool))).toBeGreaterThan(0);
    expect(share(findings.filter(({ pool }) => pool))).toBeLessThan(0.1);
    expect(share(findings.filter(({ unit }) => unit))).toBeGreaterThan(0);
    expect(share(findings.filter(({ unit }) => unit))).toBeLessThan(0.1);
  });
});
