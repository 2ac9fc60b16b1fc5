import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../../../infra/operate/next-steps.ts';
import { signInLine } from '../../../../infra/operate/sign-in-line.ts';

describe('what is said after a deployment', () => {
  const steps = nextSteps('dev', { Url: 'https://api.example.org', TableName: 'records', ExportsOutputRef: 'x' });

  it('is the address, what has a name, and what to do next, in both languages', () => {
    for (const text of [steps.zh, steps.en]) {
      expect(text).toContain('https://api.example.org');
      expect(text).toMatch(/TableName +records/);
      expect(text).toContain('npm run account -- --stage dev --name office --role office');
      expect(text).toContain('npm run destroy -- --stage dev');
    }
  });

  it('leaves out what one stack gives the other', () => expect(steps.en).not.toContain('Exports'));
});

describe('the line that signs somebody in', () => {
  const someone = { name: 'office', password: 'a-B3', client: 'client', region: 'ap-southeast-1' };

  it('asks the directory of the region', () => {
    expect(signInLine(someone)).toContain('https://cognito-idp.ap-southeast-1.amazonaws.com/ ');
    expect(signInLine({ ...someone, region: 'cn-north-1' })).toContain(
      'https://cognito-idp.cn-north-1.amazonaws.com.cn/ ',
    );
  });

  it('asks an emulator where there is one', () =>
    expect(signInLine({ ...someone, endpoint: 'http://127.0.0.1:4566' })).toContain('curl -s http://127.0.0.1:4566/ '));
});
