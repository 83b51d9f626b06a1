import { describe, expect, test } from '@jest/globals';
import { isFile, read, tracked } from './project-files.ts';

// Put together here, so that this file does not hold what it looks for.
const MACHINE_PATHS = new RegExp(
  `(?<![\\w.$}/-])/(?:${['wo' + 'rk', 'ro' + 'ot', 'Us' + 'ers/\\w+', 'ho' + 'me/\\w+'].join('|')})(?=[/\\s'"\`)]|$)`,
  'm',
);
const REGISTRIES = new RegExp(
  [
    ...[
      ['registry', 'npmjs', 'org'],
      ['registry', 'yarnpkg', 'com'],
      ['registry', 'npmmirror', 'com'],
    ],
    ...[
      ['proxy', 'golang', 'org'],
      ['sum', 'golang', 'org'],
      ['repo1?', 'maven', 'org'],
      ['repo', 'maven', 'apache', 'org'],
    ],
    ...[
      ['files', 'pythonhosted', 'org'],
      ['static', 'crates', 'io'],
      ['deb', 'debian', 'org'],
    ],
  ]
    .map(parts => parts.join('\\.'))
    .join('|'),
);
const BINARY = /\.(xlsx|png|jpg|ico|woff2?|gz)$/;

const files = tracked().filter(path => !BINARY.test(path) && isFile(path));
const offending = (pattern: RegExp): string[] =>
  files.flatMap(path => {
    const found = pattern.exec(read(path));
    return found ? [`${path}: ${found[0]}`] : [];
  });

describe('files under version control', () => {
  test('are found', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'package-lock.json', 'src/config.ts']));
  });

  test('name no place of somebody’s machine', () => {
    expect(offending(MACHINE_PATHS)).toEqual([]);
  });

  test('name no package registry', () => {
    expect(offending(REGISTRIES)).toEqual([]);
  });

  test('hold a lock file without download addresses', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });

  test('hold no data, no build and no secrets', () => {
    const wrong = tracked().filter(path =>
      /^(\.data|dist|node_modules|coverage)\/|(^|\/)(\.env|token|temporal\.db)$/.test(path),
    );
    expect(wrong).toEqual([]);
  });
});
