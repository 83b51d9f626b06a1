// What the compiler cannot see: promises nobody waits for, imports that point the wrong way, circles, files that grow.
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { importDirection } from './scripts/eslint/import-direction.mjs';

const TYPED = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

const CORE = Object.fromEntries(
  [
    ...['no-async-promise-executor', 'no-cond-assign', 'no-control-regex', 'no-dupe-else-if', 'no-empty'],
    ...['no-fallthrough', 'no-irregular-whitespace', 'no-loss-of-precision', 'no-misleading-character-class'],
    ...['no-self-compare', 'no-sparse-arrays', 'no-template-curly-in-string', 'no-unreachable', 'no-unsafe-finally'],
    ...['no-useless-catch', 'no-useless-escape', 'no-var', 'prefer-const', 'use-isnan'],
  ].map(rule => [rule, 'error']),
);

const SIZES = {
  'max-lines': ['error', { max: 450 }],
  'max-lines-per-function': ['error', { max: 80 }],
  'max-params': ['error', { max: 4 }],
};

export default tseslint.config(
  { ignores: ['**/*.d.ts', 'dist/', 'node_modules/', 'coverage/', '.data/'] },
  { rules: { ...CORE, 'no-constant-condition': ['error', { checkLoops: false }] } },
  {
    files: ['src/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts', 'console/src/**/*.{ts,tsx}'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...TYPED,
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { local: { rules: { 'import-direction': importDirection } }, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.js'] })],
    },
    rules: {
      ...SIZES,
      'local/import-direction': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['console/src/**/*.{ts,tsx}'],
    rules: { ...SIZES, '@typescript-eslint/no-explicit-any': 'error', 'no-console': 'error' },
  },
  // The processes speak to whoever started them, and only they read the environment, through config.ts.
  { files: ['src/*.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts', 'src/cli/io.ts', 'src/embedded/process-identity.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config.ts is the only reader of the environment.' },
      ],
    },
  },
  {
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    // A number that is too long is what some tests are about.
    rules: { 'max-lines': ['error', { max: 450 }], 'no-loss-of-precision': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: nodeGlobals() },
    rules: { ...SIZES, 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
);

function nodeGlobals() {
  const names = ['process', 'console', 'URL', 'fetch', 'AbortSignal', 'setTimeout', 'setInterval', 'clearInterval'];
  return Object.fromEntries([...names, 'clearTimeout', 'Buffer'].map(name => [name, 'readonly']));
}
