import type { Path } from '../campaign/campaign-problem.ts';
import type { Checkpoint, Standard } from './standard-schema.ts';

/** One node of a standard with its place in the file; checkpoints carry themselves. */
export interface StandardNode {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  /** From the standard on, as in `['domains', 0, 'items', 2]`. */
  readonly path: Path;
  /** Ids from the domain down to this node. */
  readonly ids: readonly string[];
  readonly checkpoint?: Checkpoint;
  readonly children: readonly StandardNode[];
}

interface RawNode {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly items?: readonly RawNode[];
  readonly subItems?: readonly RawNode[];
  readonly checkpoints?: readonly Checkpoint[];
}

const LEVELS = ['items', 'subItems', 'checkpoints'] as const;

/** The domains of a standard as trees of equal nodes. */
export const standardTree = (standard: Standard): readonly StandardNode[] =>
  standard.domains.map((domain, index) => toNode(domain, 0, ['domains', index], []));

function toNode(raw: RawNode, level: number, path: Path, above: readonly string[]): StandardNode {
  const ids = [...above, raw.id];
  const field = LEVELS[level];
  const children: readonly RawNode[] = (field && raw[field]) ?? [];
  return {
    id: raw.id,
    name: raw.name,
    points: raw.points,
    path,
    ids,
    ...(!field && { checkpoint: raw as Checkpoint }),
    children: children.map((child, index) => toNode(child, level + 1, [...path, field ?? '', index], ids)),
  };
}

/** Every node of a standard, parents before children. */
export const standardNodes = (standard: Standard): readonly StandardNode[] => standardTree(standard).flatMap(flatten);

const flatten = (node: StandardNode): readonly StandardNode[] => [node, ...node.children.flatMap(flatten)];
