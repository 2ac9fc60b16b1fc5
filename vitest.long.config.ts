import { defineConfig } from 'vitest/config';

/** The suites that take minutes: each runs by its own script; `.ci/run` runs them in a short form. */
const project = (name: string) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});

export default defineConfig({ test: { projects: [project('crash'), project('property'), project('bench')] } });
