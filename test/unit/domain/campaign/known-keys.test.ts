import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { CLOUD_ROUTES } from '../../../../infra/stacks/cloud-routes.ts';
import { campaignSchema } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { schemaNode } from '../../../../shared/domain/campaign/known-keys.ts';

/** What stands as it is in a node; bounds and forms are told by the issue itself. */
const PLAIN = new Set(['type', 'const', 'enum', 'required']);
const NESTED = new Set(['anyOf', 'items', 'propertyNames']);

/** A JSON Schema as a node: without bounds and defaults, and a choice by a field is a choice. */
function toNode(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toNode);
  const { oneOf, properties, additionalProperties: more, ...json } = Object(schema);
  const told = Object.entries(json).flatMap(([field, value]) => {
    if (PLAIN.has(field)) return [[field, value]];
    return NESTED.has(field) ? [[field, toNode(value)]] : [];
  });
  return {
    ...Object.fromEntries(told),
    ...(oneOf && { anyOf: oneOf.map(toNode) }),
    ...(Object.keys(Object(more)).length > 0 && { additionalProperties: toNode(more) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, toNode(value)])),
    }),
  };
}

const routes = Object.values(CLOUD_ROUTES).flat();
const SCHEMAS: ReadonlyArray<readonly [string, z.ZodType]> = [
  ['a campaign', campaignSchema],
  ['a mapping of a ledger', mappingSchema],
  ...routes.flatMap(({ operationId, query }) => (query ? [[`the query of ${operationId}`, query] as const] : [])),
  ...routes.flatMap(({ operationId, body }) =>
    body && 'json' in body ? [[`the body of ${operationId}`, body.json] as const] : [],
  ),
];

describe('schemaNode', () => {
  it.each(SCHEMAS)('says of %s what JSON Schema says', (_, schema) => {
    expect(toNode(schemaNode(schema))).toEqual(toNode(z.toJSONSchema(schema, { io: 'input' })));
  });
});
