import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own files, by their path from its root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
export const exists = (path: string): boolean => existsSync(join(ROOT, path));
export const isFile = (path: string): boolean => exists(path) && statSync(join(ROOT, path)).isFile();
/** A link's target as a path from the root. */
export const beside = (file: string, target: string): string => normalize(join(dirname(file), target));

export const tracked = (...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', '-z', '--', ...patterns], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter(path => path !== '' && exists(path));

/** Names of the variables the server's configuration knows: the keys of the schema in `src/config.ts`. */
export function configVariables(): string[] {
  const [, schema = ''] = /const variables = z\.object\(\{(.*?)\n\}\);/s.exec(read('src/config.ts')) ?? [];
  return [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
}

export interface Manifest {
  version: string;
  bin: Record<string, string>;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
}
export const manifest = (): Manifest => JSON.parse(read('package.json')) as Manifest;
