import { defineConfig } from 'vitest/config';

const project = (name: string, timeout = 20_000) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  test: {
    projects: [project('unit'), project('contract', 60_000), project('simulation', 120_000), project('infra')],
    coverage: {
      provider: 'v8',
      include: ['infra/local/**/*.ts', 'functions/**/*.ts', 'shared/**/*.ts'],
      reporter: ['text-summary', 'html'],
    },
  },
});
