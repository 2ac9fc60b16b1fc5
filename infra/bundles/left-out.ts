import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Files of packages that no function needs, and what stands in their place. */
interface LeftOut {
  /** Below `node_modules`. */
  readonly files: readonly string[];
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
 * What packages bring along and no function comes to use, with the reason why nothing misses it; a bundler has to keep it,
 * since other code names it.
 */
export const LEFT_OUT: readonly LeftOut[] = [
  // 21 KB that every schema names. What is described as JSON Schema is the OpenAPI document, and that is written when the
  // functions are bundled; what is wrong with a request is told by `schemaNode`.
  {
    files: ['zod/v4/core/json-schema-processors.js', 'zod/v4/core/to-json-schema.js'],
    instead: refusing('functions carry no JSON Schema'),
  },
  // 8 KB. The DynamoDB client makes one of these caches and has no command that asks for other endpoints than the region's.
  { files: ['@aws-sdk/endpoint-cache/dist-es/EndpointCache.js'], instead: () => 'export class EndpointCache {}' },
  // 3 KB: SHA-256 in JavaScript, for a Node that was built without cryptography.
  {
    files: ['@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js'],
    instead: refusing('functions hash by node:crypto'),
  },
  // 2 KB, and a module of Node's at each start. A Lambda has no ~/.aws: what the SDK looks for stands in its environment.
  {
    files: ['@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js'],
    instead: () => `export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
];

/** Leaves these files out of a bundle. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup({ onLoad }) {
    for (const { files, instead } of LEFT_OUT) {
      const filter = new RegExp(`/node_modules/(${files.join('|').replaceAll('.', '\\.')})$`);
      onLoad({ filter }, ({ path }) => ({ contents: instead(readFileSync(path, 'utf8')), loader: 'js' }));
    }
  },
};
