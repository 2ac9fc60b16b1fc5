import { describe, expect, it } from 'vitest';
import { showStacks } from '../../../../infra/operate/stack-progress.ts';

/** What is shown where there is no terminal, of these lines of CDK. */
function shown(lines: readonly string[]): readonly string[] {
  const written: string[] = [];
  const stacks = showStacks({ write: (text: unknown) => written.push(String(text)) > 0 });
  for (const line of lines) stacks.hear(line);
  stacks.stop();
  return written;
}

const event = (stack: string, count: string, status = 'CREATE_COMPLETE', more = ''): string =>
  `${stack} | ${count} | 2:02:45 AM | ${status}         | AWS::SQS::Queue             | Queue (Queue1)${more} `;

describe('the progress of a deployment', () => {
  it('is how many resources of how many are done, one stack after the other', () => {
    expect(
      shown([
        'Data: start: Building Code',
        event('Data', ' 0/10', 'CREATE_IN_PROGRESS'),
        event('Data', ' 5/10'),
        event('Data', ' 9/10'),
        '✅  Data',
        '✨  Deployment time: 1.2s',
        event('Service', '2/4'),
        ' ✅  Service',
      ]),
    ).toEqual([
      '  Data 50% 5/10\n',
      '  Data 90% 9/10\n',
      '  Data 100% 10/10\n',
      '  Service 50% 2/4\n',
      '  Service 100% 4/4\n',
    ]);
  });

  it('never goes beyond the whole, though more may be touched than was announced', () => {
    expect(shown([event('Data', '232/120'), event('Data', '233/120')])).toEqual(['  Data 100% 120/120\n']);
  });

  it('says of a stack that it is as it was', () => {
    expect(shown(['✅  Data (no changes)'])).toEqual(['  Data (no changes)\n']);
  });

  it('ends with the first failure, which is the cause of those that follow', () => {
    const why = ' Resource handler returned message: "quota exceeded"';
    expect(
      shown([
        event('Data', '5/10'),
        event('Data', '5/10', 'CREATE_FAILED', why),
        event('Data', '5/10', 'CREATE_FAILED', ' Resource creation cancelled'),
        event('Data', '4/10', 'ROLLBACK_IN_PROGRESS'),
      ]),
    ).toEqual([
      '  Data 50% 5/10\n',
      expect.stringMatching(/^ {2}✘ Data: CREATE_FAILED .*Queue1.* message: "quota exceeded"\n$/),
    ]);
  });
});
