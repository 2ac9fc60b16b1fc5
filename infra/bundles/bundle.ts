import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { leftOut } from './left-out.ts';
import { shrink } from './shrink.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What the SDK loads only when it is needed, and a Lambda never needs: it finds its credentials in the environment and takes
 * no streams of events.
 */
const NEVER_LOADED = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];
const STREAMS = '@smithy/core/event-streams';

export interface BundleOptions {
  /** The SDK's client of S3 needs the streams to load. */
  readonly streams?: boolean;
}

/**
 * A handler with all it needs as the text of one file: the SDK goes in, so that a function runs on the versions it was tested
 * with and loads no more of them than it uses; modules are preferred, since only of them unused parts can be left out.
 */
export async function bundle(entry: string, { streams = false }: BundleOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join('functions', `${entry}.ts`)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    // Chinese as it is written, at half the size of its escapes.
    charset: 'utf8',
    external: streams ? NEVER_LOADED : [...NEVER_LOADED, STREAMS],
    plugins: [leftOut],
  });
  return outputFiles.map(({ text }) => shrink(text)).join('');
}

// node infra/bundles/bundle.ts [--streams] <entry> <folder>: `index.js` in the folder.
if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { streams: { type: 'boolean' } }, allowPositionals: true });
  const [entry = '', folder = ''] = positionals;
  writeFileSync(join(folder, 'index.js'), await bundle(entry, values));
}
