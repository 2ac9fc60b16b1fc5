import { defineConfig } from 'vitest/config';

interface Options {
  readonly include?: string[];
  readonly exclude?: string[];
  readonly timeout?: number;
  readonly isolate?: boolean;
  readonly setupFiles?: string[];
  readonly globalSetup?: string[];
}

const project = (
  name: string,
  { include, exclude = [], timeout = 20_000, isolate = true, setupFiles = [], globalSetup = [] }: Options = {},
) => ({
  test: {
    name,
    setupFiles,
    globalSetup,
    include: include ?? [`test/${name}/**/*.test.ts`],
    exclude,
    testTimeout: timeout,
    hookTimeout: timeout,
    isolate,
  },
});

/** It replaces a module for all who import it, so it runs by itself; the others share what they import, which halves their time. */
const REPLACES_A_MODULE = 'test/unit/domain/calendar/warm-calendar.test.ts';

export default defineConfig({
  test: {
    // All processors: by default one is left free, which is half of two.
    maxWorkers: '100%',
    projects: [
      project('unit', { exclude: [REPLACES_A_MODULE], isolate: false }),
      project('unit-alone', { include: [REPLACES_A_MODULE] }),
      project('contract', { timeout: 60_000 }),
      project('faults', {
        timeout: 180_000,
        setupFiles: ['test/faults/setup.ts'],
        globalSetup: ['test/faults/print-table.ts'],
      }),
      project('simulation', { timeout: 180_000 }),
      project('infra', { timeout: 180_000 }),
    ],
    coverage: {
      provider: 'v8',
      include: ['infra/local/**/*.ts', 'functions/**/*.ts', 'shared/**/*.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 88, functions: 88, branches: 80 },
    },
  },
});
