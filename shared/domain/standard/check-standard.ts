import { type Finding, finding, formatPath, type Path } from '../campaign/campaign-problem.ts';
import { nearest } from '../nearest.ts';
import type { Standard } from './standard-schema.ts';
import { type StandardNode, standardNodes, standardTree } from './standard-tree.ts';

/** Points are decimal in the orders (0.3 + 0.3 + 0.4), binary here. */
export const POINTS_TOLERANCE = 1e-6;

const round = (points: number): number => Math.round(points * 1e6) / 1e6;

/** What a standard must hold by itself: points that add up, ids that are unique, verdicts that can be reached. */
export const checkStandard = (standard: Standard): readonly Finding[] => [
  ...pointsAddUp(standard),
  ...idsAreUnique(standard),
  ...verdictsMakeSense(standard),
];

interface Sum {
  readonly name: string;
  readonly points: number;
  readonly path: Path;
  readonly children: readonly StandardNode[];
}

/** The points of every node are the sum of its children's. */
function pointsAddUp(standard: Standard): readonly Finding[] {
  const whole: Sum = { name: standard.name, points: standard.points, path: [], children: standardTree(standard) };
  const inner = standardNodes(standard).filter(({ checkpoint }) => !checkpoint);
  return [whole, ...inner].flatMap(({ name, points, path, children }) => {
    const sum = round(children.reduce((total, child) => total + child.points, 0));
    if (Math.abs(sum - points) <= POINTS_TOLERANCE) return [];
    return [
      finding(
        [...path, 'points'],
        `“${name}”共 ${points} 分，下一级合计 ${sum} 分，相差 ${round(points - sum)} 分`,
        `"${name}" has ${points} points, but the level below adds up to ${sum}, a difference of ${round(points - sum)}`,
      ),
    ];
  });
}

/** A checkpoint is known by its id alone; the levels above it by their path. */
function idsAreUnique(standard: Standard): readonly Finding[] {
  const first = new Map<string, Path>();
  return standardNodes(standard).flatMap(({ id, ids, path, checkpoint }) => {
    const key = checkpoint ? id : `${ids.length}/${ids.join('/')}`;
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, path);
      return [];
    }
    const where = formatPath(['standard', ...earlier]);
    return [finding([...path, 'id'], `编号“${id}”与 ${where} 重复`, `the id "${id}" is already taken by ${where}`)];
  });
}

function verdictsMakeSense({ verdicts, marks, points }: Standard): readonly Finding[] {
  return verdicts.flatMap(({ verdict, atLeast, without }, index) => [
    ...without.flatMap((mark, at) => unknownMark(mark, marks, ['verdicts', index, 'without', at])),
    ...(atLeast <= points
      ? []
      : [
          finding(
            ['verdicts', index, 'atLeast'],
            `要 ${atLeast} 分，而满分只有 ${points} 分`,
            `asks for ${atLeast} points, but there are only ${points}`,
          ),
        ]),
    ...(verdicts.findIndex((other) => other.verdict === verdict) === index
      ? []
      : [
          finding(['verdicts', index, 'verdict'], `${verdict} 写了两次，请留一条`, `${verdict} is set twice; keep one`),
        ]),
  ]);
}

function unknownMark(mark: string, marks: Standard['marks'], path: Path): readonly Finding[] {
  if (Object.hasOwn(marks, mark)) return [];
  const known = Object.keys(marks);
  const meant = nearest(mark, known);
  return [
    finding(
      path,
      `没有“${mark}”这个等次，${meant ? `是否想写“${meant}”？` : `可用：${known.join('、')}`}`,
      `there is no mark "${mark}"; ${meant ? `did you mean "${meant}"?` : `allowed: ${known.join(', ')}`}`,
    ),
  ];
}
