import type { Checkpoint } from '../../../shared/domain/standard/standard-schema.ts';
import type { World } from './world.ts';

/** A street or town leads nothing; it is looked at for so many checkpoints, always the same ones. */
const ON_A_TERRITORY = 24;

type Lists = Map<string, readonly Checkpoint[]>;
const lists = new WeakMap<World, Lists>();

/** What a unit is ever marked on: what it leads or helps with, else a fixed choice. Empty without a standard. */
export function checkpointsOf(unit: string, world: World): readonly Checkpoint[] {
  const known: Lists = lists.get(world) ?? new Map();
  lists.set(world, known);
  const found = known.get(unit) ?? chosenFor(unit, world);
  known.set(unit, found);
  return found;
}

function chosenFor(unit: string, world: World): readonly Checkpoint[] {
  const all = [...world.context.checkpoints.values()];
  const first = world.context.config.units[0]?.id;
  const own = all.filter(({ lead, cooperating }) => (lead ?? first) === unit || cooperating.includes(unit));
  if (own.length > 0 || all.length === 0) return own;
  const random = world.draws('form', unit);
  return [...new Set(Array.from({ length: ON_A_TERRITORY }, () => random.pick(all)))];
}
