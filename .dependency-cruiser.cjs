// The house: an import may only point down. infra → functions → stores and adapters → domain and ports.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'functions-do-not-know-where-they-run',
      severity: 'error',
      from: { path: '^functions' },
      to: { path: '^infra' },
    },
    { name: 'shared-points-down', severity: 'error', from: { path: '^shared' }, to: { path: '^(infra|functions)' } },
    {
      name: 'no-function-imports-another',
      severity: 'error',
      comment: 'functions/http and functions/*.ts are the shared bundle; a capability folder stands alone.',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/([^/]+)/', pathNot: '^functions/($1|http)/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^shared/domain' },
      to: { path: '^shared/(stores|adapters)|@aws-sdk|node_modules/@middy|node:(fs|sqlite|http|timers)' },
    },
    {
      name: 'stores-know-only-ports',
      severity: 'error',
      from: { path: '^shared/stores' },
      to: { path: '^shared/adapters|@aws-sdk' },
    },
    {
      name: 'adapters-do-not-know-stores',
      severity: 'error',
      from: { path: '^shared/adapters' },
      to: { path: '^shared/stores' },
    },
    {
      name: 'picture-codecs-stay-in-photo-intake',
      severity: 'error',
      comment: 'Functions that answer people load in a moment; none of them needs to decode a picture.',
      from: { path: '^(functions|shared)', pathNot: '^functions/photo-intake/' },
      to: { path: 'node_modules/(jpeg-js|fast-png)/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(infra|functions|shared)' },
      to: { path: '^test' },
    },
    {
      name: 'no-development-package-in-the-product',
      severity: 'error',
      from: { path: '^(infra/local|functions|shared)' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no API yet that the checker could parse with, so swc does.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.cjs', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
