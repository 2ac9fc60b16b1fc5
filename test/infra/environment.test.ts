import { afterEach, describe, expect, it, vi } from 'vitest';
import { HouseFunction } from '../../infra/constructs/house-function.ts';
import { resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const { data, service, dataTemplate, serviceTemplate } = synthesise('prod');

/** Every function of the stage: its entry and the variables that the template fills in. */
const functions = [[data, dataTemplate] as const, [service, serviceTemplate] as const].flatMap(([stack, template]) => {
  const lambdas = resourcesOf(template, 'AWS::Lambda::Function');
  return stack.node
    .findAll()
    .filter((one) => one instanceof HouseFunction)
    .map(({ entry, lambda }) => {
      const id = stack.resolve((lambda.node.defaultChild as { logicalId?: string } | undefined)?.logicalId);
      return [entry, Object.keys(lambdas[id]?.Properties.Environment?.Variables ?? {})] as const;
    });
});

describe('the environment of a function', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('is filled in for every function there is', () => {
    expect(functions).toHaveLength(13);
    expect(new Set(functions.map(([entry]) => entry)).size).toBe(13);
  });
  it.each(functions)('lets %s start', async (entry, variables) => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    for (const name of [
      'TABLE_NAME',
      'ARCHIVE_BUCKET',
      'PHOTO_BUCKET',
      'STATE_MACHINE_ARN',
      'TOKEN_ISSUER',
      'TOKEN_KEYS',
      'TOKEN_AUDIENCE',
    ]) {
      vi.stubEnv(name, undefined);
    }
    for (const name of variables) vi.stubEnv(name, name.startsWith('TOKEN_') ? 'https://id.example.test' : name);
    const { handler } = await import(new URL(`../../functions/${entry}.ts`, import.meta.url).href);
    expect(handler).toBeTypeOf('function');
  });
});
