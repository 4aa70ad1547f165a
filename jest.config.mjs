const common = {
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#(.+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};

export default {
  // generous: a busy machine fails no test, only what hangs uses it up
  testTimeout: 120_000,
  // tests wait much, for the disk and for processes: two files at a time even on two cores
  maxWorkers: 2,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/test/**/*.unit.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|kafka)\\.spec\\.ts$', '/node_modules/', '/dist/'],
    },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs}/**/*.int.spec.ts'],
      globalSetup: '<rootDir>/test/support/postgres.setup.mjs',
      globalTeardown: '<rootDir>/test/support/postgres.teardown.mjs',
    },
    { ...common, displayName: 'system', testMatch: ['<rootDir>/test/**/*.system.spec.ts'] },
    { ...common, displayName: 'web', testMatch: ['<rootDir>/test/web/**/*.web.spec.ts'] },
    { ...common, displayName: 'keycloak', testMatch: ['<rootDir>/test/**/*.keycloak.spec.ts'] },
    {
      ...common,
      displayName: 'kafka',
      testMatch: ['<rootDir>/{apps,libs,test}/**/*.kafka.spec.ts'],
      globalSetup: '<rootDir>/test/support/kafka.setup.mjs',
      globalTeardown: '<rootDir>/test/support/kafka.teardown.mjs',
    },
  ],
};
