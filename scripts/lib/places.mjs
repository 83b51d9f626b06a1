// Where set-up keeps things. What is dear to get (servers) lies outside the checkout, so that it is paid for once.
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

export const MODULES = join(ROOT, 'node_modules');
/** Stamps and findings of this checkout; gone together with node_modules. */
export const STAMPS = join(MODULES, '.cache', 'weekly-dispatch');
export const FOUND_FILE = join(STAMPS, 'found.json');
export const DIST = join(ROOT, 'dist');

export function cacheDir(env = process.env) {
  if (env.DISPATCH_CACHE) return resolve(env.DISPATCH_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'weekly-dispatch');
}

/** One name per checkout, for its lock in the cache. */
export const checkoutId = createHash('sha256').update(ROOT).digest('hex').slice(0, 16);
