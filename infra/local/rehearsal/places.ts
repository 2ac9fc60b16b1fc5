import type { Unit } from '../../../shared/domain/campaign/unit-schema.ts';
import type { World } from './world.ts';

/** Invented, as the roads of any county are called. */
const ROADS = [
  '朝阳路',
  '解放路',
  '建设路',
  '人民路',
  '文昌路',
  '迎宾大道',
  '东风巷',
  '西园路',
  '南桥街',
  '北关街',
  '学府路',
  '花园路',
  '新华街',
  '和平路',
  '青年路',
  '滨河路',
  '站前路',
  '工农巷',
  '振兴路',
  '长安巷',
  '兴业路',
  '柳荫巷',
  '石桥街',
  '古井巷',
  '菜市街',
  '银河路',
  '春晖路',
  '丰收路',
  '康宁路',
  '清泉巷',
] as const;
const SPOTS = ['', '', '门前', '旁', '对面', '后巷'] as const;
const ROADS_OF_A_UNIT = 6;
const HOT_SPOTS = 5;
/** Findings at places drawn freely meet an earlier one so seldom that relapses stay the work of hot spots. */
const PLACES_PER_FINDING = 12;

/** A place where things go wrong again and again, always in the same way. */
export interface HotSpot {
  readonly place: string;
  readonly category: string;
}

const isTerritory = ({ kind }: Unit): boolean => kind !== 'department' && kind !== 'contractor';

/** Who answers for an address is written in it. */
const address = (unit: Unit, road: string, number: number): string => {
  const spot = `${road}${number}号${SPOTS[number % SPOTS.length] ?? ''}`;
  return isTerritory(unit) ? `${unit.name}${spot}` : `${spot}（${unit.name}管养）`;
};

function roadsOf(unit: Unit, world: World): readonly string[] {
  const random = world.draws('roads', unit.id);
  return Array.from({ length: ROADS_OF_A_UNIT }, () => random.pick(ROADS));
}

/** House numbers on a road of a unit, so that a campaign of more inspections has more places. */
function numbers({ context, pace }: World, categories: number): number {
  const findings = (pace * 1.5) / context.config.units.length;
  return Math.max(9, Math.ceil((findings * PLACES_PER_FINDING) / categories / ROADS_OF_A_UNIT));
}

/** One of the places of a unit; `roll` is two draws from 0 to 1. */
export function placeOf(unit: Unit, categories: number, roll: readonly [number, number], world: World): string {
  const roads = roadsOf(unit, world);
  const road = roads[Math.floor(roll[0] * roads.length)] ?? ROADS[0];
  return address(unit, road, 1 + Math.floor(roll[1] * numbers(world, categories)));
}

/** The places of a unit where the same things come back. */
export function hotSpotsOf(unit: Unit, categories: readonly string[], world: World): readonly HotSpot[] {
  const random = world.draws('hot', unit.id);
  const roads = roadsOf(unit, world);
  return Array.from({ length: HOT_SPOTS }, () => ({
    place: address(unit, random.pick(roads), random.int(1, numbers(world, categories.length))),
    category: random.pick(categories),
  }));
}

/** The unit that a clerk reads from an address; undefined for an address of nobody here. */
export function ownerOf(place: string, { context }: World): string | undefined {
  const managed = /（(.+)管养）$/u.exec(place)?.[1];
  const fits = context.config.units.filter((unit) =>
    isTerritory(unit) ? place.startsWith(unit.name) : unit.name === managed,
  );
  return fits.toSorted((a, b) => b.name.length - a.name.length)[0]?.id;
}

/** Whether a clerk would say that a place is this unit's; a place whose address names nobody may be anyone's. */
export function belongsTo(place: string, unit: string, world: World): boolean {
  const owner = ownerOf(place, world);
  return owner === undefined || owner === unit;
}
