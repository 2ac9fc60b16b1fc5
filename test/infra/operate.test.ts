import { describe, expect, it } from 'vitest';
import { isThrowaway, stackNames } from '../../infra/operate/stage-option.ts';
import { runCommand } from '../support/run-command.ts';
import { synthesise } from '../support/synthesised-stage.ts';

/** A shell in which nobody is signed in. */
const NOBODY = {
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const operate = (name: string, ...args: string[]) => runCommand(`../operate/${name}-command`, args, NOBODY);

describe('the commands for a stage in the cloud', () => {
  it('know the stacks by the names they have', () => {
    for (const stage of ['dev', 'prod'] as const) {
      const { data, service } = synthesise(stage);
      expect(stackNames(stage)).toEqual([data.stackName, service.stackName]);
      expect(data.terminationProtection).toBe(!isThrowaway(stage));
    }
  });

  it.each(['deploy', 'destroy', 'account'])('%s explains itself in both languages', async (name) => {
    expect((await operate(name, '--help')).stdout).toContain('环境的名称');
    expect(await operate(name, '--help', '--lang', 'en')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--stage <name>'),
    });
  });

  it('deploy says how to sign in where nobody is, before it does anything', async () => {
    expect(await operate('deploy', '--stage', 'dev', '--lang', 'en')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no AWS credentials were found'),
    });
  });

  it('deploy refuses a stage whose name no stack could have', async () => {
    expect(await operate('deploy', '--stage', 'Prod!', '--lang', 'en')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not "Prod!"'),
    });
  });

  it('destroy refuses every stage but dev and says where to read on, without asking AWS', async () => {
    expect(await operate('destroy', '--stage', 'prod', '--yes', '--lang', 'en')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('infra/stacks/README.md'),
    });
  });

  it('account asks for the unit of somebody who answers for one', async () => {
    expect(await operate('account', '--stage', 'dev', '--name', 'x', '--role', 'unit', '--lang', 'en')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--unit'),
    });
  });
});
