import { nearest } from '../../nearest.ts';
import type { StandardNode } from '../../standard/standard-tree.ts';
import { standardNodes } from '../../standard/standard-tree.ts';
import { type Finding, finding, type Path } from '../campaign-problem.ts';
import type { Campaign } from '../campaign-schema.ts';
import { check } from './check.ts';

const KINDS = {
  unit: { zh: '责任单位', en: 'unit' },
  league: { zh: '排名组别', en: 'league' },
  category: { zh: '问题类别', en: 'category' },
} as const;

const LISTED = 8;

/** A list whose ids are all wrong is another list, and comparing each with thousands of known ids takes long. */
const SUGGESTIONS = 50;

type Target = readonly [id: string, path: Path];

/** Whatever is named must exist; the message names what was probably meant. */
function unknown(
  kind: keyof typeof KINDS,
  entries: ReadonlyArray<{ readonly id: string }>,
  targets: readonly Target[],
): readonly Finding[] {
  const known = new Set(entries.map(({ id }) => id));
  const { zh, en } = KINDS[kind];
  return targets
    .filter(([id]) => !known.has(id))
    .map(([id, path], index) => {
      const meant = index < SUGGESTIONS ? nearest(id, known) : undefined;
      const some = [...known].slice(0, LISTED).join(', ') + (known.size > LISTED ? ' …' : '');
      return finding(
        path,
        `没有“${id}”这个${zh}，${meant ? `是否想写“${meant}”？` : `已有：${some}`}`,
        `there is no ${en} "${id}"; ${meant ? `did you mean "${meant}"?` : `known: ${some}`}`,
      );
    });
}

const targetsIn = (ids: readonly string[] | undefined, path: Path): readonly Target[] =>
  (ids ?? []).map((id, index) => [id, [...path, index]]);

const unitsNamedByUnits = ({ units }: Pick<Campaign, 'units'>): readonly Target[] =>
  units.flatMap((unit, index): Target[] => [
    ...(unit.parent === undefined ? [] : [[unit.parent, ['units', index, 'parent']] as const]),
    ...targetsIn(unit.linkedTo, ['units', index, 'linkedTo']),
  ]);

const unitsNamedByTasks = ({ phases }: Pick<Campaign, 'phases'>): readonly Target[] =>
  phases.flatMap((phase, index) =>
    phase.tasks.flatMap(({ units }, task) =>
      units === 'all' ? [] : targetsIn(units, ['phases', index, 'tasks', task, 'units']),
    ),
  );

const unitsNamedByCheckpoints = (nodes: readonly StandardNode[]): readonly Target[] =>
  nodes.flatMap(({ path, checkpoint }): Target[] => [
    ...(checkpoint?.lead === undefined ? [] : [[checkpoint.lead, ['standard', ...path, 'lead']] as const]),
    ...targetsIn(checkpoint?.cooperating, ['standard', ...path, 'cooperating']),
  ]);

const categoriesNamedByGates = ({ phases }: Pick<Campaign, 'phases'>): readonly Target[] =>
  phases.flatMap((phase, index) =>
    phase.gates.flatMap(({ measure }, gate) =>
      targetsIn(measure.categories, ['phases', index, 'gates', gate, 'measure', 'categories']),
    ),
  );

/** A unit that stands above itself would send its consequences round in a circle. */
function ownAncestors({ units }: Pick<Campaign, 'units'>): readonly Finding[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  return units.flatMap(({ id }, index) => {
    const seen = new Set<string>();
    for (let above = parents.get(id); above !== undefined && !seen.has(above); above = parents.get(above))
      seen.add(above);
    if (!seen.has(id)) return [];
    return [
      finding(
        ['units', index, 'parent'],
        `“${id}”的上级单位又归它自己管，请改一处`,
        `"${id}" is its own superior; break the circle`,
      ),
    ];
  });
}

const selfLinks = ({ units }: Pick<Campaign, 'units'>): readonly Finding[] =>
  units.flatMap(({ id, linkedTo }, index) => {
    const link = linkedTo.indexOf(id);
    if (link < 0) return [];
    return [
      finding(
        ['units', index, 'linkedTo', link],
        `“${id}”不能包保自己，请去掉`,
        `"${id}" is linked to itself; remove it`,
      ),
    ];
  });

/** Every unit, league and category that is named exists. */
export const unknownReferences = [
  check(['units'], (campaign) => unknown('unit', campaign.units, unitsNamedByUnits(campaign))),
  check(['units'], (campaign) => [...ownAncestors(campaign), ...selfLinks(campaign)]),
  check(['units', 'leagues'], ({ units, leagues }) =>
    unknown(
      'league',
      leagues,
      units.map(({ league }, index): Target => [league, ['units', index, 'league']]),
    ),
  ),
  check(['units', 'categories'], ({ units, categories }) =>
    unknown(
      'unit',
      units,
      categories.flatMap(({ leads }, index) => targetsIn(leads, ['categories', index, 'leads'])),
    ),
  ),
  check(['units', 'phases'], (campaign) => unknown('unit', campaign.units, unitsNamedByTasks(campaign))),
  check(['units', 'standard'], ({ units, standard }) =>
    unknown('unit', units, unitsNamedByCheckpoints(standard ? standardNodes(standard) : [])),
  ),
  check(['categories', 'deadlines'], ({ categories, deadlines }) =>
    unknown(
      'category',
      categories,
      deadlines.flatMap((rule, index) => targetsIn(rule.categories, ['deadlines', index, 'categories'])),
    ),
  ),
  check(['categories', 'phases'], (campaign) =>
    unknown('category', campaign.categories, categoriesNamedByGates(campaign)),
  ),
  check(['categories', 'ranking'], ({ categories, ranking }) =>
    unknown(
      'category',
      categories,
      ranking.score.flatMap(({ measure }, index) =>
        targetsIn(measure.categories, ['ranking', 'score', index, 'measure', 'categories']),
      ),
    ),
  ),
  check(['leagues', 'accountability'], ({ leagues, accountability }) =>
    unknown(
      'league',
      leagues,
      accountability.flatMap((rule, index) => [
        ...targetsIn(rule.leagues, ['accountability', index, 'leagues']),
        ...rule.later.map(({ league }, at): Target => [league, ['accountability', index, 'later', at, 'league']]),
      ]),
    ),
  ),
];
