import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** A file of a package that no function needs, and what stands in its place. */
interface LeftOut {
  /** The end of its path. */
  readonly file: RegExp;
  readonly instead: (source: string) => string;
}

/** The same names, each of which says so when it is called. */
const refusing = (why: string) => (source: string) => {
  const names = [...source.matchAll(/^export (?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  const message = JSON.stringify(`${why}; see infra/bundles/left-out.ts`);
  return [
    `function refuse() { throw new Error(${message}); }`,
    ...names.map((name) => `export const ${name} = refuse;`),
  ].join('\n');
};

/**
 * What packages bring along and no function comes to use; a bundler has to keep it, since other code names it. Only what
 * would fail aloud belongs here, with the reason why it is never reached.
 */
const LEFT_OUT: readonly LeftOut[] = [
  // 21 KB that every schema names. What is described as JSON Schema is the OpenAPI document, and that is written when the
  // functions are bundled; what is wrong with a request is told by `schemaNode`.
  {
    file: /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/,
    instead: refusing('functions carry no JSON Schema'),
  },
  // 8 KB. The DynamoDB client makes one of these caches and has no command that asks for other endpoints than the region's.
  { file: /\/@aws-sdk\/endpoint-cache\/dist-es\/EndpointCache\.js$/, instead: () => 'export class EndpointCache {}' },
  // 3 KB: SHA-256 in JavaScript, for a Node that was built without cryptography.
  {
    file: /\/@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/,
    instead: refusing('functions hash by node:crypto'),
  },
  // 3 KB, and a module of Node's at each start. A Lambda has no ~/.aws: what the SDK looks for stands in its environment.
  {
    file: /\/@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    instead: () => `export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
];

/** Leaves these files out of a bundle. Where a package moves one, the bundle grows, which the ledger of bytes tells. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup({ onLoad }) {
    for (const { file, instead } of LEFT_OUT) {
      onLoad({ filter: file }, ({ path }) => ({ contents: instead(readFileSync(path, 'utf8')), loader: 'js' }));
    }
  },
};
