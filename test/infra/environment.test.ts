import { afterEach, describe, expect, it, vi } from 'vitest';
import { HouseFunction } from '../../infra/constructs/house-function.ts';
import { resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const { data, service, dataTemplate, serviceTemplate } = synthesise('prod');
const gateway = synthesise('gateway');
const stacks = [
  [data, dataTemplate],
  [service, serviceTemplate],
  [gateway.service, gateway.serviceTemplate],
] as const;

/** What stands for a value that is known only once the stage is deployed, where it has a form. */
const FILLED_IN: Readonly<Record<string, string>> = {
  TOKEN_ISSUER: 'https://id.example.test',
  TOKEN_KEYS: 'https://id.example.test/keys',
  ESCALATION_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:escalations',
};

/** Every function there is in one stage or another: its entry and the variables that the template fills in. */
const everywhere = stacks.flatMap(([stack, template]) => {
  const lambdas = resourcesOf(template, 'AWS::Lambda::Function');
  return stack.node
    .findAll()
    .filter((one) => one instanceof HouseFunction)
    .map(({ entry, lambda }) => {
      const id = stack.resolve((lambda.node.defaultChild as { logicalId?: string } | undefined)?.logicalId);
      const variables: Record<string, unknown> = lambdas[id]?.Properties.Environment?.Variables ?? {};
      return [entry, variables] as const;
    });
});
const functions = [...new Map(everywhere)];

describe('the environment of a function', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('is filled in for every function there is', () => {
    expect(functions).toHaveLength(18);
  });
  it.each(functions)('lets %s start', async (entry, variables) => {
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    for (const name of [
      'TABLE_NAME',
      'ARCHIVE_BUCKET',
      'PHOTO_BUCKET',
      'IMPORT_BUCKET',
      'STATE_MACHINE_ARN',
      'TOKEN_ISSUER',
      'TOKEN_KEYS',
      'TOKEN_AUDIENCE',
    ]) {
      vi.stubEnv(name, undefined);
    }
    for (const [name, value] of Object.entries(variables)) {
      vi.stubEnv(name, typeof value === 'string' ? value : (FILLED_IN[name] ?? name));
    }
    const { handler } = await import(new URL(`../../functions/${entry}.ts`, import.meta.url).href);
    expect(handler).toBeTypeOf('function');
  });
});
