/** The direction of data, as rules (docs/adr/0002-layout.md). */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: 'spec\\.ts$' },
      to: { pathNot: '^libs/kernel/|node_modules/(typebox|uuid)|^(node:)?crypto$' },
    },
    {
      name: 'deciders-are-pure',
      comment: 'a decider imports the kernel, the country pack, and the events and codes of its own subject',
      severity: 'error',
      from: { path: '^libs/nrm/([^/]+)/.+\\.decider\\.ts$' },
      to: {
        pathNot: '^libs/kernel/|^libs/country/|^libs/nrm/$1/[^/]+\\.(events|codes|commands)\\.ts$|^libs/nrm/codes/',
      },
    },
    {
      name: 'subjects-meet-at-their-index',
      severity: 'error',
      from: { path: '^libs/nrm/([^/]+)/' },
      to: { path: '^libs/nrm/([^/]+)/', pathNot: '^libs/nrm/$1/|^libs/nrm/[^/]+/index\\.ts$' },
    },
    {
      name: 'write-model-knows-no-database',
      severity: 'error',
      from: { path: '^libs/nrm/' },
      to: { path: 'node_modules/(pg|kafkajs)/|^libs/postgres/' },
    },
    {
      name: 'read-models-read-events-only',
      comment: 'a read model knows the events of the write model, never its state or its handlers',
      severity: 'error',
      from: { path: '^libs/(case-file|notices|caseload|coordination|statistics)/' },
      to: { path: '^libs/nrm/[^/]+/(?!.*(\\.events|\\.codes)\\.ts$|index\\.ts$)' },
    },
    {
      name: 'nobody-imports-apps',
      severity: 'error',
      from: { pathNot: '^apps/|\\.(testing|spec)\\.ts$' },
      to: { path: '^apps/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '(spec|testing)\\.ts$|^test/|^bench/' },
      to: { path: '\\.testing\\.ts$|^test/' },
    },
    {
      name: 'kafka-behind-four-files',
      comment: 'so that the driver can be changed (docs/adr/0016-kafka.md)',
      severity: 'error',
      from: {
        pathNot: '^libs/messaging/(kafka-client|event-publisher|topic-consumer|topic)\\.ts$|(spec|testing)\\.ts$',
      },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'eventstoredb-behind-three-files',
      comment: 'so that the client can be changed (docs/adr/0015-eventstoredb.md)',
      severity: 'error',
      from: { pathNot: '^libs/event-store/eventstoredb/(connection|stored-form|claims)\\.ts$|(spec|testing)\\.ts$' },
      to: { path: 'node_modules/@eventstore/' },
    },
    {
      name: 'only-apps-import-service',
      severity: 'error',
      from: { pathNot: '^apps/|^libs/service/|(spec|testing)\\.ts$|^test/|^bench/' },
      to: { path: '^libs/service/' },
    },
    {
      name: 'web-stands-on-the-api',
      comment: 'of the libraries the web application has the code lists; everything else of them only as types',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: '(spec|testing)\\.ts$' },
      to: {
        path: '^libs/',
        pathNot: '^libs/nrm/(codes/(codes|roles)|[a-z-]+/[a-z-]+\\.codes)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
};
