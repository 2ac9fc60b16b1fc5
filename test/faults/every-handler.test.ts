import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const handlers = globSync('functions/*/{handler,*-handler}.ts')
  .map((file) => file.replaceAll('\\', '/').replace('functions/', ''))
  .filter((file) => /^export (const|async function) handler\b/m.test(readFileSync(`functions/${file}`, 'utf8')));

const scenarios = globSync('test/faults/*.test.ts').map((file) => readFileSync(file, 'utf8'));

it('leaves no handler undisturbed', () => {
  const missing = handlers.filter((handler) => !scenarios.some((text) => text.includes(`'${handler}'`)));
  expect(handlers.length).toBeGreaterThan(15);
  expect(missing).toEqual([]);
});
