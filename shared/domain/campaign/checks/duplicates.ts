import { type Finding, finding, formatPath, type Path } from '../campaign-problem.ts';
import { check } from './check.ts';

interface Named {
  readonly id: string;
  readonly path: Path;
}

const listed = (field: string, entries: ReadonlyArray<{ readonly id: string }>, above: Path = []): readonly Named[] =>
  entries.map(({ id }, index) => ({ id, path: [...above, field, index, 'id'] }));

/** An id that stands twice in a list. */
export function duplicates(named: readonly Named[]): readonly Finding[] {
  const first = new Map<string, Path>();
  return named.flatMap(({ id, path }) => {
    const earlier = first.get(id);
    if (!earlier) {
      first.set(id, path);
      return [];
    }
    const where = formatPath(earlier.slice(0, -1));
    return [finding(path, `编号“${id}”与 ${where} 重复`, `the id "${id}" is already taken by ${where}`)];
  });
}

/** Ids are unique among units, leagues, categories, deadline rules, accountability rules, and over all phases among steps, gates and tasks. */
export const duplicateIds = [
  check(['units'], ({ units }) => duplicates(listed('units', units))),
  check(['leagues'], ({ leagues }) => duplicates(listed('leagues', leagues))),
  check(['categories'], ({ categories }) => duplicates(listed('categories', categories))),
  check(['deadlines'], ({ deadlines }) => duplicates(listed('deadlines', deadlines))),
  check(['accountability'], ({ accountability }) => duplicates(listed('accountability', accountability))),
  check(['phases'], ({ phases }) =>
    (['steps', 'gates', 'tasks'] as const).flatMap((field) =>
      duplicates(phases.flatMap((phase, index) => listed(field, phase[field], ['phases', index]))),
    ),
  ),
];
