// The console's build: hashed files under /assets/, one chunk a page. `scripts/lib/console.mjs` runs it and nothing else does.
import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  // What one session of a developer serves itself; the API answers beside it.
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080', '/signin': 'http://127.0.0.1:8080', '/account': 'http://127.0.0.1:8080' },
  },
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Whoever audits the office's network can read what runs there.
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
