import { describe, expect, test } from '@jest/globals';
import { read } from '../docs/project-files.ts';
import { loadScript } from '../support/script.ts';

type Entry = Record<string, unknown>;
interface Lock {
  lockfileVersion: number;
  packages: Record<string, Entry>;
}
interface AuditException {
  advisory: string;
  package: string;
  until: string;
  reason: string;
}
const chain = await loadScript<{
  lockFindings(lock: Lock): string[];
  isAllowed(expression: string, allowed: readonly string[]): boolean;
  licenceFindings(lock: Lock, rules: { allowed: readonly string[]; exceptions: readonly Entry[] }): string[];
  auditFindings(report: object, exceptions: readonly AuditException[], today: string): string[];
  exceptionFindings(exceptions: readonly Partial<AuditException>[]): string[];
  productionBom(bom: object, lock: Lock): object;
  bomFindings(bom: object, lock: Lock): string[];
}>('lib/supply-chain.mjs');

const integrity = `sha512-${'A'.repeat(86)}==`;
const lockOf = (packages: Record<string, Entry>): Lock => ({
  lockfileVersion: 3,
  packages: {
    '': { name: 'weekly-dispatch' },
    ...Object.fromEntries(
      Object.entries(packages).map(([path, more]) => [
        `node_modules/${path}`,
        { version: '1.0.0', integrity, license: 'MIT', ...more },
      ]),
    ),
  },
});

describe('the lock file', () => {
  test('of this project and its licences stand', () => {
    const lock = JSON.parse(read('package-lock.json')) as Lock;
    expect(chain.lockFindings(lock)).toEqual([]);
    expect(chain.licenceFindings(lock, JSON.parse(read('scripts/supply-chain/licences.json')))).toEqual([]);
  });

  test.each<[string, Entry, RegExp]>([
    ['an address', { resolved: 'https://somewhere.example/a.tgz' }, /names an address/],
    ['no hash', { integrity: undefined }, /no SHA-512/],
    ['a weak hash', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, /no SHA-512/],
    ['a folder beside us', { link: true }, /a link/],
    ['a branch instead of a version', { version: 'github:a/b#main' }, /version github/],
  ])('is refused with %s', (_what, entry, finding) => {
    expect(chain.lockFindings(lockOf({ a: entry }))).toEqual([expect.stringMatching(finding)]);
  });
});

describe('licences', () => {
  const allowed = ['MIT', 'Zlib', 'Apache-2.0'];

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND Zlib)', true],
    ['Apache-2.0 AND MIT', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-3.0-only', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE', false],
  ])('%s: %s', (expression, is) => {
    expect(chain.isAllowed(expression, allowed)).toBe(is);
  });

  test('one that is not listed, none at all, and an exception that nothing needs are told', () => {
    const lock = lockOf({ a: {}, 'b/node_modules/@c/d': { license: 'AGPL-3.0' }, e: { license: undefined } });
    const exceptions = [{ package: 'gone', licence: 'X' }];
    expect(chain.licenceFindings(lock, { allowed, exceptions })).toEqual([
      ...['@c/d: AGPL-3.0', 'e: declares no licence', 'gone: an exception that nothing needs any more'],
    ]);
    // A package that changes its licence loses its exception.
    const changed = [
      { package: 'e', licence: null },
      { package: '@c/d', licence: 'GPL-2.0' },
    ];
    expect(chain.licenceFindings(lock, { allowed, exceptions: changed })).toEqual([
      ...['@c/d: AGPL-3.0', '@c/d: an exception that nothing needs any more'],
    ]);
  });
});

describe('known weaknesses', () => {
  const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';
  const via = { source: 1, name: 'deep', severity: 'moderate', title: 'it trusts too much', url };
  const report = { vulnerabilities: { deep: { via: [via] }, above: { via: ['deep'] } } };
  const exception: AuditException = {
    ...{ advisory: 'GHSA-aaaa-bbbb-cccc', package: 'deep', until: '2026-12-31' },
    reason: 'the part that trusts is not reached from here',
  };
  const told = 'deep: moderate, it trusts too much (GHSA-aaaa-bbbb-cccc)';

  test('are told once, however many packages stand on the weak one', () => {
    expect(chain.auditFindings(report, [], '2026-11-28')).toEqual([told]);
    expect(chain.auditFindings({ vulnerabilities: {} }, [], '2026-11-28')).toEqual([]);
  });

  test('may be let pass until a day, and not a day longer', () => {
    expect(chain.auditFindings(report, [exception], '2026-12-31')).toEqual([]);
    expect(chain.auditFindings(report, [exception], '2027-01-01')).toEqual([
      `${told}: its exception ended on 2026-12-31`,
    ]);
    expect(chain.auditFindings(report, [{ ...exception, package: 'other' }], '2026-11-28')).toEqual([
      told,
      'other: an exception for GHSA-aaaa-bbbb-cccc that nothing needs any more',
    ]);
  });

  test('an exception without an end, a reason or an advisory is none', () => {
    expect(chain.exceptionFindings([exception])).toEqual([]);
    expect(chain.exceptionFindings(JSON.parse(read('scripts/supply-chain/audit-exceptions.json')))).toEqual([]);
    expect(chain.exceptionFindings([{ package: 'a', reason: 'short' }])).toEqual([
      ...['a: no advisory or package', 'a: no day on which it ends', 'a: no reason'],
    ]);
  });
});

test('a bill of materials is cut down to what runs, with what it stands on', () => {
  const lock = lockOf({ a: {}, '@b/c': {}, tool: { dev: true } });
  const component = (id: string, more: object) => ({ 'bom-ref': id, version: '1.0.0', ...more });
  const bom = {
    metadata: { component: { 'bom-ref': 'app' } },
    components: [
      component('1', { name: 'a' }),
      component('2', { group: '@b', name: 'c' }),
      component('3', { name: 'tool' }),
    ],
    dependencies: [
      { ref: 'app', dependsOn: ['1', '3'] },
      { ref: '1', dependsOn: ['2'] },
      { ref: '3', dependsOn: ['2'] },
    ],
  };
  expect(chain.productionBom(bom, lock)).toMatchObject({
    components: [{ name: 'a' }, { name: 'c' }],
    dependencies: [
      { ref: 'app', dependsOn: ['1'] },
      { ref: '1', dependsOn: ['2'] },
    ],
  });
});

test('a bill of materials that leaves out what runs is told; what is only for development need not be in it', () => {
  const lock = lockOf({ a: {}, '@b/c': {}, tool: { dev: true }, other: { optional: true } });
  const components = [{ name: 'a', version: '1.0.0' }];
  expect(chain.bomFindings({ bomFormat: 'CycloneDX', components }, lock)).toEqual([
    '@b/c@1.0.0: not in the bill of materials',
  ]);
  const whole = [...components, { group: '@b', name: 'c', version: '1.0.0' }];
  expect(chain.bomFindings({ bomFormat: 'CycloneDX', components: whole }, lock)).toEqual([]);
  expect(chain.bomFindings({ bomFormat: 'SPDX', components: whole }, lock)).toEqual(['no CycloneDX']);
});
