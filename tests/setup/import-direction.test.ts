import { describe, expect, test } from '@jest/globals';
import { Linter, type Rule } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { loadScript } from '../support/script.ts';

const { importDirection } = await loadScript<{ importDirection: Rule.RuleModule }>('eslint/import-direction.mjs');
const linter = new Linter({ cwd: process.cwd() });

const faults = (file: string, code: string): (string | undefined)[] =>
  linter
    .verify(
      code,
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser as Linter.Parser },
        plugins: { local: { rules: { 'import-direction': importDirection } } },
        rules: { 'local/import-direction': 'error' },
      },
      join(process.cwd(), 'src', file),
    )
    .map(message => message.messageId);

describe('the direction of imports', () => {
  test.each([
    ['a rule may use another rule', 'domain/project/decide.ts', `import { x } from '../calendar/dates.ts';`],
    [
      'a workflow may name the types of activities',
      'workflows/a/b.ts',
      `import type { A } from '../../activities/a.ts';`,
    ],
    ['a process may import anything', 'worker.ts', `import { x } from './activities/index.ts';`],
    ['an adapter may use Node', 'mail/smtp.ts', `import net from 'node:net';`],
  ])('%s', (_, file, code) => {
    expect(faults(file, code)).toEqual([]);
  });

  test.each([
    ['a rule must not reach up', 'domain/a.ts', `import { x } from '../contract/names.ts';`, 'value'],
    ['not by re-export either', 'domain/a.ts', `export * from '../contract/names.ts';`, 'value'],
    ['nor by a dynamic import', 'domain/a.ts', `await import('../ledger/commit.ts');`, 'value'],
    ['a rule must not use Node', 'domain/a.ts', `import { readFileSync } from 'node:fs';`, 'builtin'],
    [
      'a workflow must not pull activities into its bundle',
      'workflows/a.ts',
      `import { a } from '../activities/a.ts';`,
      'type',
    ],
    ['a workflow must not use a library', 'workflows/a.ts', `import { DateTime } from 'luxon';`, 'package'],
    ['nobody imports a process', 'api/app.ts', `import { config } from '../config.ts';`, 'process'],
    ['a new folder has to find its place first', 'helpers/a.ts', `import { x } from '../domain/a.ts';`, 'folder'],
  ])('%s', (_, file, code, expected) => {
    expect(faults(file, code)).toEqual([expected]);
  });
});
