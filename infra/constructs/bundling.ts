import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * How every function becomes one file: the SDK goes in, so that a function runs on the versions it was tested with and
 * loads no more of them than it uses; modules are preferred, since only of them unused parts can be left out.
 */
export const BUNDLING = {
  format: OutputFormat.CJS,
  target: 'node24',
  minify: true,
  bundleAwsSDK: true,
  mainFields: ['module', 'main'],
  // Ways to get credentials that a Lambda never takes: it finds its own in the environment.
  externalModules: [
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-login',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
  ],
} as const satisfies BundlingOptions;
