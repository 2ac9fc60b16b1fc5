import type * as z from 'zod';
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
}

const alternatives = (node: SchemaNode): readonly SchemaNode[] => node.anyOf ?? [];

/**
 * A schema as plain data, as one writes input for it: what `z.toJSONSchema` says of the part above. That one needs 20 KB,
 * and no function carries them (`infra/bundles/left-out.ts`).
 */
export function schemaNode(schema: z.core.$ZodType): SchemaNode {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return objectNode(def);
    case 'record':
      return {
        type: 'object',
        propertyNames: schemaNode(def.keyType),
        additionalProperties: schemaNode(def.valueType),
      };
    case 'array':
      return { type: 'array', items: schemaNode(def.element) };
    case 'tuple':
      return { type: 'array' };
    case 'union':
      return { anyOf: def.options.map(schemaNode) };
    case 'nullable':
      return { anyOf: [schemaNode(def.innerType), { type: 'null' }] };
    case 'literal':
      return valuesNode(def.values);
    case 'enum':
      return { type: 'string', enum: Object.values(def.entries) };
    case 'optional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return schemaNode(def.innerType);
    case 'pipe':
      return schemaNode(def.in);
    case 'number':
      return { type: isWhole(def) ? 'integer' : 'number' };
    case 'string':
    case 'boolean':
    case 'null':
      return { type: def.type };
    default:
      return {};
  }
}

/** `z.int()`, or a number that was checked to be one. */
const isWhole = (def: z.core.$ZodNumberDef): boolean =>
  'format' in def || (def.checks ?? []).some((check) => check._zod.def.check === 'number_format');

function objectNode({ shape, catchall }: z.core.$ZodObjectDef): SchemaNode {
  const fields = Object.entries(shape);
  const required = fields.filter(([, field]) => field._zod.optin === undefined).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([key, field]) => [key, schemaNode(field)])),
    ...(required.length > 0 && { required }),
    ...(catchall && !isNever(catchall) && { additionalProperties: schemaNode(catchall) }),
  };
}

const isNever = (schema: z.core.$ZodType): boolean => schema._zod.def.type === 'never';

function valuesNode(values: readonly unknown[]): SchemaNode {
  const [first] = values;
  return { type: typeof first, ...(values.length > 1 ? { enum: values } : { const: first }) };
}

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
