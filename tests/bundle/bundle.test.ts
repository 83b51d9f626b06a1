import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { workflowBundle } from '../support/workflow-bundle.ts';

/** What may run in the sandbox: the SDK's workflow half with what it needs, and three of our folders. */
const ALLOWED = [
  ...['./src/workflows/', './src/domain/', './src/contract/'],
  ...['./node_modules/@temporalio/workflow/', './node_modules/@temporalio/common/', './node_modules/nexus-rpc/'],
  ...['./node_modules/ms/', './node_modules/long/'],
];
/** Named besides, because these are the ones that a careless import brings along. */
const FORBIDDEN = ['luxon', 'zod', 'pg', 'kysely', 'nodemailer', '@temporalio/client', '@temporalio/worker'];

/** Of the code without its source map, nine tenths of it the SDK. Every cached run of a workflow evaluates it, so it is memory and start time of each. */
const BUDGET_BYTES = 606_000;
/** Of our own modules in it; each workflow type takes some 4,000: with visits and county whistles there are thirteen. */
const OWN_BUDGET_BYTES = 86_000;

let code: string;
let modules: { name: string; bytes: number }[];
beforeAll(async () => {
  const { codePath } = await workflowBundle();
  code = (await readFile(codePath, 'utf8')).replace(/\n\/\/# sourceMappingURL=.*/, '');
  modules = modulesOf(code);
});

/** webpack writes every module as a function under its path, or under `?hash` for a Node module that is only a stub. */
function modulesOf(bundle: string): { name: string; bytes: number }[] {
  const starts = [...bundle.matchAll(/^\/\*{3}\/ "([^"]+)"/gm)];
  return starts.map((start, index) => ({
    name: start[1] ?? '',
    bytes: (starts[index + 1]?.index ?? bundle.length) - start.index,
  }));
}

const isStub = (name: string): boolean => name.startsWith('?');

describe('the workflow bundle', () => {
  test('holds the workflows and what they are made of, and nothing else', () => {
    const names = modules.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['./src/workflows/entity.ts', './src/workflows/project/workflow.ts']));
    expect(names.filter(name => !isStub(name) && !ALLOWED.some(folder => name.startsWith(folder)))).toEqual([]);
  });

  test.each(FORBIDDEN)('holds no module of %s', library => {
    expect(modules.filter(({ name }) => name.includes(`/node_modules/${library}/`))).toEqual([]);
  });

  test('is within its budget', () => {
    expect(code.length).toBeLessThan(BUDGET_BYTES);
    const own = modules.filter(({ name }) => name.startsWith('./src/'));
    expect(own.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(OWN_BUDGET_BYTES);
  });

  test('has no time zones in it: local time is worked out by activities', () => {
    const own = code.slice(...rangeOf('./src/'));
    expect(own).not.toMatch(/\bIntl\.|toLocale|localeCompare|getTimezoneOffset|\.getHours\(/);
  });
});

/** Our modules stand together, sorted by path. */
function rangeOf(folder: string): [number, number] {
  const from = code.indexOf(`/***/ "${folder}`);
  return [from, code.length];
}
