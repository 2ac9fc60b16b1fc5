import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startProgress } from '../../../../infra/local/cli/progress.ts';

/** A stream that keeps what is written to it. */
function recorder(isTTY: boolean) {
  const stream = new PassThrough();
  const written: string[] = [];
  stream.on('data', (chunk) => written.push(String(chunk)));
  return {
    stream: Object.assign(stream, { isTTY, columns: 80, cursorTo: () => true, clearLine: () => true }),
    written,
  };
}

describe('startProgress', () => {
  it('writes a line for each tenth where there is no terminal, and no tenth twice', () => {
    const { stream, written } = recorder(false);
    const progress = startProgress('回放', 40, stream);
    for (let done = 1; done <= 40; done++) progress.update(done);
    progress.stop();
    expect(written).toHaveLength(10);
    expect([written[0], written[9]]).toEqual(['回放 10% 4/40\n', '回放 100% 40/40\n']);
  });

  it('skips tenths that one step leaps over, and says nothing about no work', () => {
    const { stream, written } = recorder(false);
    const progress = startProgress('x', 3, stream);
    progress.update(2);
    progress.update(3);
    startProgress('y', 0, stream).update(0);
    expect(written).toEqual(['x 60% 2/3\n', 'x 100% 3/3\n']);
  });

  it('draws a bar on a terminal and leaves it there', () => {
    const { stream, written } = recorder(true);
    const progress = startProgress('回放', 4, stream);
    progress.update(4);
    progress.stop();
    expect(written.join('')).toContain('回放');
    expect(written.join('')).toContain('100% 4/4');
  });
});
