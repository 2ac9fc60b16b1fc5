import { fileURLToPath } from 'node:url';
import { type BundlingOptions, Charset, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

const STREAMS = '@smithy/core/event-streams';
const SHRINK = fileURLToPath(new URL('../bundles/shrink.ts', import.meta.url));

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
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    // By the very Node that runs this: the first one on the path may be too old for TypeScript.
    afterBundling: (_, folder) => [`"${process.execPath}" "${SHRINK}" "${folder}"`],
  },
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
