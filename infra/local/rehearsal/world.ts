import { createRandom, type Random } from '../../../shared/adapters/seeded-random.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { Photo } from '../../../shared/domain/problem/problem-events.ts';
import type { CampaignContext } from '../../../shared/stores/campaign-context.ts';
import { diligences } from './diligence.ts';

/** What everybody in the rehearsal of one campaign knows. */
export interface World {
  readonly context: CampaignContext;
  /** The campaign as it was first set up: how much is inspected a day follows from it, so that a longer phase brings more. */
  readonly original: Campaign;
  /** Inspections over the days of the original campaign. */
  readonly pace: number;
  /** How well the county does as a whole, 0 to 1. */
  readonly strength: number;
  /** How well each unit does, 0 to 1. */
  readonly diligence: ReadonlyMap<string, number>;
  /** Ways of rectifying that the campaign counts (S4: self, assisted, forced). */
  readonly methods: readonly string[];
  readonly photos: { readonly before: Photo; readonly after: Photo };
  /**
   * Draws that follow from the seed, the campaign and these words alone. Nobody draws on from where another stopped,
   * so a rehearsal that was killed goes on as if it had not been.
   */
  draws(...words: ReadonlyArray<string | number>): Random;
}

export interface WorldInput extends Pick<World, 'context' | 'original' | 'pace' | 'photos'> {
  readonly seed: number;
}

/** Makes the world of a campaign; the same for the same seed. */
export function createWorld({ seed, ...known }: WorldInput): World {
  const { config } = known.context;
  const draws: World['draws'] = (...words) => createRandom(`${seed}:${config.id}:${words.join(':')}`);
  return {
    ...known,
    strength: draws('strength').next(),
    diligence: diligences(config, seed),
    methods: methodsOf(config),
    draws,
  };
}

function methodsOf({ phases, ranking }: Campaign): string[] {
  const measures = [
    ...phases.flatMap(({ gates }) => gates.map(({ measure }) => measure)),
    ...ranking.score.map(({ measure }) => measure),
  ];
  return [...new Set(measures.flatMap(({ methods }) => methods ?? []))];
}

/** How well a unit does, 0 to 1. */
export const diligenceOf = ({ diligence }: World, unit: string): number => diligence.get(unit) ?? 0.5;
