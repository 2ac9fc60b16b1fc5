import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minifySync } from '@swc/core';

/** Takes out of a bundle what nothing uses, once more: what esbuild leaves because it looks at one file at a time. */
export const shrink = (code: string): string =>
  minifySync(code, {
    compress: { passes: 3, ecma: 2022, toplevel: true },
    mangle: { toplevel: true },
    ecma: 2022,
    module: false,
  }).code;

// node infra/bundles/shrink.ts <folder>: the bundle in it, in place.
if (import.meta.main) {
  const file = join(process.argv[2] ?? '', 'index.js');
  writeFileSync(file, shrink(readFileSync(file, 'utf8')));
}
