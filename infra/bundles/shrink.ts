import { minifySync } from '@swc/core';

/** Takes out of a bundle what nothing uses, once more: what esbuild leaves because it looks at one file at a time. */
export const shrink = (code: string): string =>
  minifySync(code, {
    compress: { passes: 3, ecma: 2022, toplevel: true },
    mangle: { toplevel: true },
    ecma: 2022,
    module: false,
  }).code;
