import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CdkFailed, quietCdk } from '../../../../infra/operate/cdk.ts';
import { openCdkLog } from '../../../../infra/operate/cdk-log.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const folder = temporaryFolders();

/** CDK without a voice, in whose place a script speaks. */
function quiet(script: string) {
  const place = folder();
  const program = join(place, 'cdk');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const log = openCdkLog(join(place, 'logs', 'deploy.log'));
  const shown: string[] = [];
  const cdk = quietCdk(log, (text) => shown.push(text), program);
  return { cdk, shown, written: () => readFileSync(log.file, 'utf8').split('\n') };
}

describe('CDK that speaks into a log', () => {
  it('is written down whole, is heard line by line, and shows nothing', async () => {
    const { cdk, shown, written } = quiet('echo "$@"; echo one >&2; printf two');
    const heard: string[] = [];
    await cdk('deploy', ['--all'], (line) => heard.push(line));
    expect(heard.toSorted()).toEqual(['deploy --all --no-color --no-notices', 'one', 'two']);
    expect(written()[0]).toBe('$ cdk deploy --all');
    expect(written().toSorted()).toEqual(['', '$ cdk deploy --all', ...heard].toSorted());
    expect(shown).toEqual([]);
  });

  it('shows its last lines where it fails', async () => {
    const { cdk, shown, written } = quiet('for n in $(seq 100); do echo "line $n"; done; exit 3');
    const failure = await cdk('synth', []).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CdkFailed);
    expect(String(failure)).toContain('cdk synth ended with 3');
    expect(shown.join('').split('\n')).toEqual(Array.from({ length: 20 }, (_, n) => `line ${n + 81}`));
    expect(written()).toContain('line 1');
  });
});
