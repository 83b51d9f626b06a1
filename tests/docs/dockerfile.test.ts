import { describe, expect, test } from '@jest/globals';
import { exists, manifest, read, tracked } from './project-files.ts';

const lines = read('Dockerfile')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'));
const instructions = lines.map(line => {
  const [name = '', ...words] = line.split(/\s+/);
  return { name, words };
});
const stages = instructions.filter(({ name }) => name === 'FROM').map(({ words }) => words[2]);
const ignored = read('.dockerignore').split('\n');

describe('the Dockerfile', () => {
  test('copies only files that exist and that .dockerignore lets through', () => {
    expect(ignored).toContain('*');
    const copied = instructions
      .filter(({ name, words }) => name === 'COPY' && !words[0]?.startsWith('--from='))
      .flatMap(({ words }) => words.slice(0, -1));
    expect(copied).toContain('src');
    for (const source of copied) {
      expect(exists(source)).toBe(true);
      expect(ignored).toContain(`!${source}`);
    }
  });

  test('lets no file into the build that no step copies', () => {
    const allowed = ignored.filter(line => line.startsWith('!')).map(line => line.slice(1));
    for (const source of allowed)
      expect(lines.some(line => line.startsWith('COPY') && line.includes(source))).toBe(true);
  });

  test('copies only from stages it has', () => {
    const from = instructions.flatMap(({ name, words }) =>
      name === 'COPY' ? (words[0] ?? '').split('--from=').slice(1) : [],
    );
    expect(from.length).toBeGreaterThan(0);
    for (const stage of from) expect(stages).toContain(stage);
  });

  test('builds with a script that package.json has', () => {
    const scripts = lines.flatMap(line => [...line.matchAll(/npm run (\w+)/g)].map(([, name = '']) => name));
    expect(scripts).toEqual(['build']);
    expect(Object.keys(manifest().scripts)).toEqual(expect.arrayContaining(scripts));
  });

  test('ends in an image that is not root and has no development dependencies', () => {
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    expect(last.findLast(({ name }) => name === 'USER')?.words).toEqual(['node']);
    expect(last.some(({ words }) => words.join(' ') === '--from=dependencies /app/node_modules node_modules')).toBe(
      true,
    );
    expect(lines.some(line => line.includes('npm ci --omit=dev --ignore-scripts'))).toBe(true);
  });

  test('runs on a version of Node that package.json allows, pinned to the patch', () => {
    expect(read('Dockerfile')).toMatch(/^ARG NODE_IMAGE=node:20\.(19|[2-9]\d)\.\d+-/m);
  });

  test('starts a process that is built from a source', () => {
    const command = instructions.findLast(({ name }) => name === 'CMD')?.words.join(' ') ?? '';
    const script = /dist\/(\w+)\.js/.exec(command)?.[1];
    expect(exists(`src/${script}.ts`)).toBe(true);
  });

  test('links the command that package.json names', () => {
    const bin = manifest().bin['dispatch'] ?? '';
    expect(read('Dockerfile')).toContain(`ln -s /app/${bin} /usr/local/bin/dispatch`);
    expect(exists(bin)).toBe(true);
  });
});

test('everything src imports is a production dependency, or comes with one', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
  const imported = tracked('src/**/*.ts').flatMap(path =>
    [
      ...read(path).matchAll(
        /^(?:import|export)\s(?!type\b)[^;]*?from '([^'.][^']*)';|await import\('([^'.][^']*)'\)/gm,
      ),
    ].map(([, named, loaded]) => named ?? loaded ?? ''),
  );
  const names = imported
    .filter(specifier => !specifier.startsWith('node:'))
    .map(specifier => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
  expect(names).toContain('fastify');
  const missing = [...new Set(names)].filter(
    name => packages[`node_modules/${name}`]?.dev !== undefined || !packages[`node_modules/${name}`],
  );
  expect(missing).toEqual([]);
});
