import { fileURLToPath } from 'node:url';
import { type BundlingOptions, Charset, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const STREAMS = '@smithy/core/event-streams';

/** Runs one of the scripts on bundles, by the very Node that runs this: the first one on the path may be too old for TypeScript. */
const run = (script: string, folder: string): string =>
  `"${process.execPath}" "${fileURLToPath(new URL(`../bundles/${script}`, import.meta.url))}" "${folder}"`;

const SHRINKING = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_: string, folder: string) => [run('shrink.ts', folder)],
};

/**
 * How every function becomes one file: the SDK goes in, so that a function runs on the versions it was tested with and
 * loads no more of them than it uses; modules are preferred, since only of them unused parts can be left out.
 */
export const BUNDLING = {
  format: OutputFormat.CJS,
  target: 'node24',
  minify: true,
  // Chinese as it is written, at half the size of its escapes.
  charset: Charset.UTF8,
  bundleAwsSDK: true,
  mainFields: ['module', 'main'],
  esbuildArgs: { '--legal-comments': 'none' },
  commandHooks: SHRINKING,
  // What the SDK loads only when it is needed, and a Lambda never needs: it finds its credentials in the environment and
  // takes no streams of events.
  externalModules: [
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-login',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    STREAMS,
    '@smithy/credential-provider-imds',
  ],
} as const satisfies BundlingOptions;

/** The same for a function with the SDK's client of S3, which needs the streams to load. */
export const BUNDLING_WITH_STREAMS: BundlingOptions = {
  ...BUNDLING,
  externalModules: BUNDLING.externalModules.filter((name) => name !== STREAMS),
};

/** The same for the function that serves the OpenAPI document of all of them, which lies beside its bundle. */
export const BUNDLING_WITH_DOCUMENT: BundlingOptions = {
  ...BUNDLING,
  commandHooks: {
    ...SHRINKING,
    afterBundling: (_, folder) => [run('shrink.ts', folder), run('write-document.ts', folder)],
  },
};
