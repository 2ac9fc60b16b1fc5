import type { Random } from '../../../shared/adapters/seeded-random.ts';
import type { Category } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { Unit } from '../../../shared/domain/campaign/unit-schema.ts';
import type { Severity } from '../../../shared/domain/campaign/vocabulary.ts';
import type { Finding } from '../../../shared/domain/inspection/inspection-schema.ts';
import type { Checkpoint } from '../../../shared/domain/standard/standard-schema.ts';
import { wordsFor } from './finding-words.ts';
import { hotSpotsOf, placeOf } from './places.ts';
import { progressOn } from './timetable.ts';
import { isReport, type Visit } from './visits.ts';
import { weighted } from './weighted.ts';
import { diligenceOf, type World } from './world.ts';

const FREQUENCY: Readonly<Record<Severity, number>> = { normal: 4, serious: 2, urgent: 1 };
const MOST = 3;
/** Of a hundred findings: to the pool 待派遣, at a wrong unit, graver than usual for the category. */
const TO_THE_POOL = 0.03;
const WRONG_UNIT = 0.03;
const GRAVER = 0.04;

/** What a visit finds: at most three things, fewer at diligent units and towards the end. */
export function findingsOf(visit: Visit, failed: readonly Checkpoint[], world: World): Finding[] {
  const random = world.draws('findings', visit.id);
  const categories = categoriesOf(visit.unit, world);
  const count = visit.full ? failed.length : findingCount(visit, random, world);
  return Array.from({ length: Math.min(count, MOST) }, (_, index) =>
    finding(visit, failed[index], categories, random, world),
  );
}

function findingCount(visit: Visit, random: Random, world: World): number {
  if (isReport(visit.source)) return 1;
  const each = expectedFindings(visit, world) / MOST;
  return Array.from({ length: MOST }, () => random.chance(each)).filter(Boolean).length;
}

/** A drive that counts methods surveys everything first, so that later visits find what was left. */
function expectedFindings(visit: Visit, world: World): number {
  const progress = progressOn(visit.date, world);
  const unit = 1.15 - 0.15 * diligenceOf(world, visit.unit.id);
  const trend = world.methods.length > 0 ? Math.max(0.05, 1.3 - 2 * progress) : 1.15 - 0.3 * progress;
  return (visit.source === 'self' ? 1.2 : 1.7) * unit * trend;
}

/** A department answers for the categories it leads, a street or town for all that happens on its ground 属地管理. */
function categoriesOf({ id, kind }: Unit, { context }: World): readonly Category[] {
  const led = context.config.categories.filter(({ leads }) => leads.includes(id));
  return led.length > 0 && (kind === 'department' || kind === 'contractor') ? led : context.config.categories;
}

function finding(
  visit: Visit,
  failed: Checkpoint | undefined,
  categories: readonly Category[],
  random: Random,
  world: World,
): Finding {
  const { place, category } = whereAndWhat(visit.unit, categories, random, world);
  const text = failed ? `考核点“${failed.name}”不符合要求` : random.pick(wordsFor(category));
  return {
    category: category.id,
    ...(random.chance(GRAVER) && category.severity === 'normal' && { severity: 'serious' as const }),
    place,
    description: `${text}。`,
    ...(failed && { checkpoint: failed.id }),
    ...(!isReport(visit.source) && { photos: [world.photos.before] }),
    ...responsible(visit.unit, random, world),
  };
}

/** Now and then where the same has been found before, more often at a unit that does little. */
function whereAndWhat(unit: Unit, categories: readonly Category[], random: Random, world: World) {
  const again = random.chance(0.005 + 0.05 * (1 - diligenceOf(world, unit.id)) * (1.2 - world.strength));
  const spots = hotSpotsOf(
    unit,
    categories.map(({ id }) => id),
    world,
  );
  const spot = random.pick(spots);
  const drawn = weighted(
    categories.map((category) => [category, FREQUENCY[category.severity]]),
    random.next(),
  );
  const place = placeOf(unit, categories.length, [random.next(), random.next()], world);
  const known = again && categories.find(({ id }) => id === spot.category);
  return known ? { place: spot.place, category: known } : { place, category: drawn };
}

function responsible(unit: Unit, random: Random, { context }: World): Pick<Finding, 'pool' | 'unit'> {
  const [pool, wrong] = [random.chance(TO_THE_POOL), random.chance(WRONG_UNIT)];
  const other = random.pick(context.config.units);
  if (pool) return { pool: true };
  return wrong && other.id !== unit.id ? { unit: other.id } : {};
}
