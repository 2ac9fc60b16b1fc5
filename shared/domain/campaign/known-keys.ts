import * as z from 'zod';
import type { Path } from './campaign-problem.ts';

/** The part of a JSON Schema that describing a mistake needs. */
export interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

const alternatives = (node: SchemaNode): readonly SchemaNode[] => node.anyOf ?? node.oneOf ?? [];

/** A schema as plain data, as one writes input for it. */
export const schemaNode = (schema: z.ZodType): SchemaNode => z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;

/** Every node that may stand at a path; more than one below a choice. */
export function nodesAt(root: SchemaNode, path: Path): readonly SchemaNode[] {
  return path.reduce<readonly SchemaNode[]>(
    (nodes, part) => nodes.flatMap((node) => below(node, part)).flatMap(withAlternatives),
    withAlternatives(root),
  );
}

const withAlternatives = (node: SchemaNode): readonly SchemaNode[] => [
  node,
  ...alternatives(node).flatMap(withAlternatives),
];

function below(node: SchemaNode, part: string | number): readonly SchemaNode[] {
  const child = typeof part === 'number' ? node.items : (node.properties?.[part] ?? node.additionalProperties);
  return typeof child === 'object' ? [child] : [];
}

/** The keys that may stand at a path. */
export function keysAt(root: SchemaNode, path: Path): readonly string[] {
  const keys = nodesAt(root, path).flatMap((node) => [
    ...Object.keys(node.properties ?? {}),
    ...(node.propertyNames?.enum ?? []).map(String),
  ]);
  return [...new Set(keys)];
}

/** The ways a choice may be written, as in `{atLeast}`, `{atMost}` or `"all"`. */
export const shapesAt = (root: SchemaNode, path: Path): readonly string[] =>
  nodesAt(root, path)
    .filter((node) => alternatives(node).length === 0)
    .map(shape);

function shape(node: SchemaNode): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.properties) return `{${(node.required ?? Object.keys(node.properties)).join(', ')}}`;
  return node.type === 'array' ? '[…]' : (node.type ?? '…');
}
