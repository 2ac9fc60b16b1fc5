import { execFileSync } from 'node:child_process';
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

const script = (name: string): string => fileURLToPath(new URL(`../bundles/${name}`, import.meta.url));

/** A handler of `functions` as one file, made when its stack is synthesised. */
export function bundledCode(entry: string, { streams, document }: Bundling = {}): Code {
  const scripts = [
    [script('bundle.ts'), ...(streams ? ['--streams'] : []), entry],
    ...(document ? [[script('write-document.ts')]] : []),
  ];
  // By the very Node that runs this: the first one on the path may be too old for TypeScript.
  const tryBundle = (folder: string): boolean => {
    for (const args of scripts) execFileSync(process.execPath, [...args, folder], { stdio: 'inherit' });
    return true;
  };
  return Code.fromAsset(script('..'), {
    assetHashType: AssetHashType.OUTPUT,
    // The command is never run, for want of an image, but by it one bundle is told from another.
    bundling: { image: DockerImage.fromRegistry('none'), command: scripts.flat(), local: { tryBundle } },
  });
}
