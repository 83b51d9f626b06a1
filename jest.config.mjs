// Every suite runs as native ES modules: PGlite and several others have no CommonJS form.
const swc = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
];

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  // Under swagger-ui's static files lies an ES module loaded by `require`, which Node can do and jest cannot.
  moduleNameMapper: { '^content-disposition$': '<rootDir>/tests/support/content-disposition.cjs' },
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  // Only for what hangs: a CI machine may be three times slower than the one a test was written on.
  testTimeout: 240_000,
  maxWorkers: 2,
  // Node gives back nothing of the modules of a suite that has ended: after a hundred suites a worker has gigabytes to look through again and again.
  workerIdleMemoryLimit: '1500MB',
};
