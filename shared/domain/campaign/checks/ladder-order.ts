import { parseWorkTime, type WorkTime } from '../../calendar/work-time.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { LadderConfig, RungConfig } from '../ladder-schema.ts';
import { RUNGS } from '../vocabulary.ts';
import { check } from './check.ts';
import { hoursPerDay, isLater, roughHours } from './rough-order.ts';

const at = (index: number, ...more: readonly string[]): Path => ['ladder', 'rungs', index, ...more];

/** The moment of the last time a rung is taken, from the deadline on. */
function lastTime({ at: start, repeat }: RungConfig, dayHours: number): WorkTime {
  const first = parseWorkTime(start);
  if (!repeat?.times) return first;
  const every = parseWorkTime(repeat.every);
  if (every.unit === first.unit) return { unit: first.unit, amount: first.amount + every.amount * repeat.times };
  return {
    unit: 'workingHours',
    amount: roughHours(first, dayHours) + roughHours(every, dayHours) * repeat.times,
  };
}

function strictlyLater(rungs: readonly RungConfig[], dayHours: number): readonly Finding[] {
  return rungs.flatMap((rung, index) => {
    const before = rungs[index - 1];
    if (!before || isLater(parseWorkTime(rung.at), lastTime(before, dayHours), dayHours)) return [];
    const again = before.repeat?.times
      ? { zh: `并重复 ${before.repeat.times} 次`, en: ` and ${before.repeat.times} repeats` }
      : { zh: '', en: '' };
    return [
      finding(
        at(index, 'at'),
        `${rung.rung}（${rung.at}）应晚于前一级 ${before.rung}（${before.at}${again.zh}）`,
        `${rung.rung} (${rung.at}) must come after the rung before it, ${before.rung} (${before.at}${again.en})`,
      ),
    ];
  });
}

const neverMilder = (rungs: readonly RungConfig[]): readonly Finding[] =>
  rungs.flatMap(({ rung }, index) => {
    const before = rungs[index - 1]?.rung;
    if (!before || RUNGS.indexOf(rung) >= RUNGS.indexOf(before)) return [];
    return [
      finding(
        at(index, 'rung'),
        `${rung} 比前一级 ${before} 轻；顺序为 ${RUNGS.join(' → ')}`,
        `${rung} is milder than ${before} before it; the order is ${RUNGS.join(' → ')}`,
      ),
    ];
  });

/** A repeated rung says how often, and moves on each time. */
const alwaysEnds = (rungs: readonly RungConfig[]): readonly Finding[] =>
  rungs.flatMap(({ rung, repeat }, index) => {
    if (!repeat) return [];
    const endless =
      repeat.times === undefined
        ? [
            finding(
              at(index, 'repeat', 'times'),
              `${rung} 每 ${repeat.every} 重复一次，没有写次数，督办永远不会结束；请写 times（1 至 10）`,
              `${rung} repeats every ${repeat.every} without end; say how many times (1 to 10)`,
            ),
          ]
        : [];
    if (parseWorkTime(repeat.every).amount > 0) return endless;
    return [
      ...endless,
      finding(
        at(index, 'repeat', 'every'),
        `间隔 ${repeat.every} 应大于 0`,
        `the interval ${repeat.every} must be more than 0`,
      ),
    ];
  });

function startsOnTheLadder({ rungs, startAt }: LadderConfig): readonly Finding[] {
  const known = [...new Set(rungs.map(({ rung }) => rung))];
  return Object.entries(startAt).flatMap(([severity, rung]) => {
    if (known.includes(rung)) return [];
    return [
      finding(
        ['ladder', 'startAt', severity],
        `督办阶梯里没有 ${rung} 这一级，只有：${known.join('、')}`,
        `the ladder has no rung ${rung}; it has ${known.join(', ')}`,
      ),
    ];
  });
}

function delaysForward({ acknowledgement }: LadderConfig): readonly Finding[] {
  if (acknowledgement.effect !== 'delays' || parseWorkTime(acknowledgement.by).amount > 0) return [];
  const by = acknowledgement.by;
  return [
    finding(['ladder', 'acknowledgement', 'by'], `推迟的时间 ${by} 应大于 0`, `the delay ${by} must be more than 0`),
  ];
}

/** A ladder climbs: each rung later and no milder than the one before, and it ends. */
export const ladderOrder = [
  check(['ladder', 'calendar'], ({ ladder, calendar }) => [
    ...strictlyLater(ladder.rungs, hoursPerDay(calendar)),
    ...neverMilder(ladder.rungs),
    ...alwaysEnds(ladder.rungs),
    ...startsOnTheLadder(ladder),
    ...delaysForward(ladder),
  ]),
];

/** A rung for a role that a unit has nobody in goes to the liaison. */
export const missingContacts = [
  check(['units', 'ladder'], ({ units, ladder }) => {
    const roles = [...new Set(ladder.rungs.flatMap(({ to }) => to))];
    return units.flatMap(({ id, contacts }, index) => {
      const absent = roles.filter((role) => !contacts[role]);
      if (absent.length === 0) return [];
      return [
        finding(
          ['units', index, 'contacts'],
          `“${id}”没有 ${absent.join('、')}，发给他们的督办将改发联络员`,
          `"${id}" has no ${absent.join(' and no ')}; what the ladder sends them goes to the liaison`,
        ),
      ];
    });
  }),
];
