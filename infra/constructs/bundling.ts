import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** What a function's bundle has beside what all have. */
export interface Bundling {
  /** The SDK's client of S3 needs the streams of events to load. */
  readonly streams?: true;
  /** The OpenAPI document of all functions lies beside it. */
  readonly document?: true;
}

const BUNDLES = fileURLToPath(new URL('../bundles', import.meta.url));

/**
 * A handler of `functions` as one file, made when its stack is synthesised. By a script, since what is left out takes a plugin
 * of esbuild's, and the command line that NodejsFunction runs has none.
 */
export function bundledCode(entry: string, { streams, document }: Bundling = {}): Code {
  const scripts = [
    [join(BUNDLES, 'bundle.ts'), ...(streams ? ['--streams'] : []), entry],
    ...(document ? [[join(BUNDLES, 'write-document.ts')]] : []),
  ];
  // By the very Node that runs this: the first one on the path may be too old for TypeScript.
  const tryBundle = (folder: string): boolean => {
    for (const args of scripts) execFileSync(process.execPath, [...args, folder], { stdio: 'inherit' });
    return true;
  };
  return Code.fromAsset(BUNDLES, {
    assetHashType: AssetHashType.OUTPUT,
    // The command is never run, for want of an image, but by it one bundle is told from another.
    bundling: { image: DockerImage.fromRegistry('none'), command: scripts.flat(), local: { tryBundle } },
  });
}
