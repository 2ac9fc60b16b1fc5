import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../../../../infra/bundles/left-out.ts';

/** What a piece of code leaves in `result` once it is bundled as functions are. */
async function run(code: string): Promise<unknown> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    plugins: [leftOut],
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  const module: { exports: { result?: unknown } } = { exports: {} };
  const text = outputFiles.map((file) => file.text).join('');
  new Function('module', 'require', text)(module, createRequire(import.meta.url));
  return module.exports.result;
}

describe('a bundle with parts left out', () => {
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
});
