import { describe, expect, it } from 'vitest';
import { campaignFiles, readCampaignFile } from '../../../../infra/local/read-campaign-file.ts';
import type { Campaign } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { DAY_MS, toMs } from '../../../../shared/domain/instant.ts';
import { findPreset } from '../../../../shared/domain/presets/index.ts';

const read = (id: string): Promise<Campaign[]> =>
  Promise.all(campaignFiles(`preset:${id}`).map((path) => readCampaignFile(path)));

async function readOne(id: string): Promise<Campaign> {
  const [campaign] = await read(id);
  if (!campaign) throw new Error(`no preset ${id}`);
  return campaign;
}

const days = (from: string, to: string): number => (toMs(to) - toMs(from)) / DAY_MS + 1;
const phaseDays = ({ phases }: Campaign): number[] => phases.map(({ starts, ends }) => days(starts, ends));
const tasksOf = ({ phases }: Campaign) => phases.flatMap(({ tasks }) => tasks);
const gatesOf = ({ phases }: Campaign) => phases.flatMap(({ gates }) => gates);

describe('S0, monthly appraisal', () => {
  it('proposes removal of principal and deputy for the last three, three times running', async () => {
    const { accountability } = await readOne('s0');
    expect(accountability.find(({ propose }) => propose === 'removal')).toMatchObject({
      period: 'monthly',
      leagues: ['territories'],
      occasion: { bottom: 3 },
      when: [{ consecutive: 3 }],
      for: ['principal', 'deputy'],
      sharedByLinked: true,
    });
  });

  it('ranks eight streets and zones over six months, so that the last three mean something', async () => {
    const campaign = await readOne('s0');
    expect(campaign.units.filter(({ league }) => league === 'territories')).toHaveLength(8);
    expect(campaign.phases[0]?.starts).toBe('2026-01-05');
    expect(campaign.phases.at(-1)?.ends).toBe('2026-06-30');
    expect(campaign.ranking).toMatchObject({ periods: ['monthly'], bottom: 3, veto: 'bottom' });
  });

  it('ties every department to a street or zone', async () => {
    const { units } = await readOne('s0');
    const territories = new Set(units.filter(({ league }) => league === 'territories').map(({ id }) => id));
    const departments = units.filter(({ kind }) => kind === 'department');
    expect(departments.filter(({ linkedTo }) => !linkedTo.some((id) => territories.has(id)))).toEqual([]);
  });

  it('has every unit sign one letter, owe archives, and gives media exposure a deadline of its own', async () => {
    const campaign = await readOne('s0');
    const letters = tasksOf(campaign).filter(({ kind }) => kind === 'letter');
    expect(letters.flatMap(({ units }) => units).sort()).toEqual(campaign.units.map(({ id }) => id).sort());
    expect(tasksOf(campaign).filter(({ kind }) => kind === 'archive').length).toBeGreaterThan(3);
    expect(campaign.deadlines[0]?.sources).toEqual(['media']);
  });
});

describe('S1, three campaigns at once', () => {
  it('runs three standards on the same units in the same three months', async () => {
    const [first, ...others] = await read('s1');
    expect(others).toHaveLength(2);
    for (const other of others) {
      expect(other.units).toEqual(first?.units);
      expect(other.phases.map(({ starts, ends }) => [starts, ends])).toEqual(
        first?.phases.map(({ starts, ends }) => [starts, ends]),
      );
    }
    expect([first?.phases[0]?.starts, first?.phases[2]?.ends]).toEqual(['2026-08-01', '2026-10-31']);
    expect(new Set([first, ...others].map((campaign) => campaign?.id)).size).toBe(3);
    expect(new Set([first, ...others].map((campaign) => campaign?.standard?.id)).size).toBe(3);
  });

  it('reports half-monthly, appraises quarterly and hands out yellow cards', async () => {
    for (const campaign of await read('s1')) {
      expect(campaign.bulletins.periods).toContain('halfMonthly');
      expect(campaign.ranking.periods).toEqual(['weekly', 'halfMonthly', 'monthly', 'quarterly']);
      expect(campaign.accountability.map(({ propose }) => propose)).toContain('yellowCard');
      expect(tasksOf(campaign).some(({ every }) => every === 'week')).toBe(true);
    }
  });
});

describe('S2b, hundred-day plan', () => {
  it('lasts a hundred days in three phases', async () => {
    expect(phaseDays(await readOne('s2b'))).toEqual([14, 70, 16]);
  });

  it('has ten special actions, each with its departments', async () => {
    const { categories } = await readOne('s2b');
    expect(categories).toHaveLength(10);
    expect(categories.filter(({ leads }) => leads.length === 0)).toEqual([]);
  });

  it('acts on Tuesdays, patrols in shifts, reports weekly, and upwards about repeat offenders', async () => {
    const { calendar, bulletins, ladder, accountability } = await readOne('s2b');
    expect(calendar.actionDays).toEqual([{ weekday: 2, name: '除癣日' }]);
    expect(calendar.shiftHours).toHaveLength(3);
    expect(bulletins.periods).toContain('weekly');
    expect(ladder.specialReport).toEqual({ overdue: 3, withinDays: 30 });
    expect(accountability.map(({ propose }) => propose)).toEqual(['noticeOfCriticism', 'specialReport', 'transfer']);
  });
});

describe('S3, milestone plan', () => {
  it('sets the milestones of the plan', async () => {
    const campaign = await readOne('s3');
    const milestones = tasksOf(campaign).filter(({ kind }) => kind === 'milestone');
    expect(milestones.map(({ due }) => due)).toEqual(
      expect.arrayContaining(['2026-02-28', '2026-03-13', '2026-04-30', '2026-06-15', '2026-09-30']),
    );
    expect(milestones.filter(({ escalate }) => !escalate)).toEqual([]);
    expect(gatesOf(campaign).filter(({ on }) => on === '2026-04-30')).toHaveLength(2);
  });

  it('grants no extension, and calls to account', async () => {
    const { handling, accountability, ladder } = await readOne('s3');
    expect(handling.extensions).toBe(0);
    expect(ladder.rungs.at(-1)).toMatchObject({ rung: 'refer', at: '+5 workingDays' });
    expect(accountability.map(({ propose }) => propose)).toContain('accountability');
  });
});

describe('S4, daily practice', () => {
  it('closes 85 of a hundred with a photo from the same place', async () => {
    const campaign = await readOne('s4-daily');
    expect(gatesOf(campaign).map(({ measure, target }) => [measure.name, target])).toEqual([
      ['closingRate', { atLeast: 0.85 }],
      ['closingRate', { atLeast: 0.85 }],
    ]);
    expect(campaign.handling.photosRequired).toBe(1);
  });

  it('checks three times and reviews once in every month, and reports weekly', async () => {
    const tasks = tasksOf(await readOne('s4-daily'));
    for (const month of ['04', '05', '06', '07', '08', '09']) {
      const inMonth = tasks.filter(({ due }) => due.startsWith(`2026-${month}`));
      expect(inMonth.filter(({ id }) => id.startsWith(`check-${month}-`))).toHaveLength(3);
      expect(inMonth.filter(({ id }) => id === `review-${month}`)).toHaveLength(1);
    }
    expect(tasks.filter(({ every }) => every === 'week')).toHaveLength(2);
  });

  it('gives red and yellow flags and a quarterly result', async () => {
    const { ranking } = await readOne('s4-daily');
    expect(ranking.flags).toEqual({ red: 2, yellow: 2 });
    expect(ranking.periods).toEqual(['weekly', 'monthly', 'quarterly']);
  });
});

describe('S4, illegal-building drive', () => {
  it('publicises ten days, attacks two months in three steps, consolidates fifteen days', async () => {
    const campaign = await readOne('s4-building');
    expect(phaseDays(campaign)).toEqual([10, 67, 15]);
    expect(campaign.phases[1]?.steps.map(({ name }) => name)).toEqual(['示范推动', '自拆助拆', '依法强拆']);
  });

  it('asks 70 by mid-May and 90 at the end, and answers a miss differently', async () => {
    const gates = gatesOf(await readOne('s4-building')).filter(({ measure }) => measure.name === 'methodRate');
    expect(gates.map(({ on, target, onMiss, measure }) => [on, target, onMiss, measure.methods])).toEqual([
      ['2026-05-15', { atLeast: 0.7 }, { do: 'extend', days: 10 }, ['self', 'assisted']],
      ['2026-05-31', { atLeast: 0.9 }, { do: 'escalate' }, ['self', 'assisted']],
      ['2026-05-31', { atMost: 0.1 }, { do: 'escalate' }, ['forced']],
    ]);
  });

  it('sends supervision sheets up to the head of the unit', async () => {
    const { ladder } = await readOne('s4-building');
    const sheets = ladder.rungs.filter(({ rung }) => rung === 'supervise');
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['blue', 'orange', 'red']);
    expect(sheets.at(-1)?.to).toContain('principal');
  });
});

describe('the sample', () => {
  it('is a county of at least 24 units in three leagues, with parents and linked units', async () => {
    const { units, leagues } = await readOne('sample');
    expect(units.length).toBeGreaterThanOrEqual(24);
    expect(leagues).toHaveLength(3);
    expect(units.filter(({ parent }) => parent).length).toBeGreaterThan(0);
    expect(units.filter(({ linkedTo }) => linkedTo.length > 0)).toHaveLength(14);
  });

  it('plays a hundred days with ten special actions, six rungs and a measured gate in each phase', async () => {
    const campaign = await readOne('sample');
    expect(phaseDays(campaign).reduce((sum, count) => sum + count)).toBe(100);
    expect(campaign.categories).toHaveLength(10);
    expect(campaign.ladder.rungs.map(({ rung }) => rung)).toEqual([
      'remind',
      'urge',
      'supervise',
      'criticise',
      'summon',
      'refer',
    ]);
    expect(campaign.phases.filter(({ gates }) => gates.length === 0)).toEqual([]);
  });

  it('carries the rule of S0 and the four steps of 西安, departments one later', async () => {
    const { accountability } = await readOne('sample');
    expect(accountability.find(({ id }) => id === 's0-removal')?.when).toEqual([{ consecutive: 3 }]);
    const steps = accountability.filter(({ id }) => id.startsWith('xian-'));
    expect(steps.map(({ propose, when }) => [propose, when])).toEqual([
      ['selfCriticism', [{ cumulative: 1, within: 12 }]],
      ['interview', [{ consecutive: 2 }, { cumulative: 3, within: 12 }]],
      ['noticeOfCriticism', [{ consecutive: 3 }, { cumulative: 4, within: 12 }]],
      ['accountability', [{ consecutive: 4 }, { cumulative: 5, within: 12 }]],
    ]);
    for (const { later } of steps) expect(later).toEqual([{ league: 'departments', by: 1 }]);
  });
});

describe('findPreset', () => {
  it('knows nothing of an id that no preset has', () => {
    expect(findPreset('s9')).toBeUndefined();
  });
});
