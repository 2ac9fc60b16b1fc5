import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LEFT_OUT, leftOut } from '../../../../infra/bundles/left-out.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const newFolder = temporaryFolders();

/** What a piece of code leaves in `result` once it is bundled as functions are. */
async function run(code: string): Promise<unknown> {
  const outfile = join(newFolder(), 'index.cjs');
  const { warnings } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [leftOut],
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  return createRequire(import.meta.url)(outfile).result;
}

describe('a bundle with parts left out', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(LEFT_OUT.flatMap(({ files }) => files))('leaves out %s, which is where it was', (file) => {
    expect(existsSync(join(root, 'node_modules', file))).toBe(true);
  });
  it('checks what it is given by a schema', async () => {
    const code = `import * as z from 'zod';
      const schema = z.strictObject({ id: z.string().min(1), on: z.iso.date(), n: z.int().optional() });
      export const result = [{ id: 'a', on: '2026-03-02' }, { id: '', on: 'x', m: 1 }].map((one) => schema.safeParse(one).success);`;
    expect(await run(code)).toEqual([true, false]);
  });
  it('says where to look when it is asked for JSON Schema', async () => {
    const code = `import * as z from 'zod'; z.toJSONSchema(z.string());`;
    await expect(run(code)).rejects.toThrow('functions carry no JSON Schema; see infra/bundles/left-out.ts');
  });
  it('signs as it did', async () => {
    const code = `import { Sha256 } from '@smithy/core/checksum';
      const hash = new Sha256('key');
      hash.update(new TextEncoder().encode('text'));
      export const result = hash.digest().then((bytes) => Buffer.from(bytes).toString('hex'));`;
    expect(await run(code)).toBe(createHmac('sha256', 'key').update('text').digest('hex'));
  });
  it('signs by the credentials and for the region of its environment, and tries again', async () => {
    const asked: string[] = [];
    const server = createServer(({ headers }, answer) => {
      asked.push(String(headers.authorization));
      answer.statusCode = asked.length === 1 ? 500 : 200;
      answer.end(asked.length === 1 ? '{}' : '{"Item":{"pk":{"S":"p"}}}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const environment = {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AK',
      AWS_SECRET_ACCESS_KEY: 'SK',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const code = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
      export const result = new DynamoDBClient({}).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'p' } } }));`;
    expect(await run(code)).toMatchObject({ Item: { pk: { S: 'p' } } });
    server.close();
    expect(asked).toEqual(Array(2).fill(expect.stringMatching(/Credential=AK\/\d{8}\/eu-west-1\/dynamodb\//)));
  });
});
