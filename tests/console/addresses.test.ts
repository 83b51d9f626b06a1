import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { CONSOLE_PATHS } from '../../src/access/open.ts';

test('the server answers with the console exactly where the console has a page', async () => {
  const router = await readFile(new URL('../../console/src/app/app.tsx', import.meta.url), 'utf8');
  const paths = [...router.matchAll(/path: '([^'*]+)'/g)].map(([, path]) => `/${path}`);
  expect(router).toContain('index: true');
  expect(['/', ...paths].sort()).toEqual([...CONSOLE_PATHS].sort());
});
