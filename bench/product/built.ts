import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as config from '../../src/config.ts';
import type * as uploads from '../../src/domain/uploads.ts';
import type * as rows from '../../src/ledger/import-rows.ts';
import type * as imports from '../../src/ledger/imports.ts';
import type * as first from '../../src/processes/bootstrap.ts';
import type * as closing from '../../src/processes/closing.ts';
import type * as core from '../../src/processes/core.ts';
import type * as database from '../../src/processes/database.ts';
import type * as http from '../../src/processes/http.ts';
import type * as log from '../../src/processes/log.ts';
import type * as worker from '../../src/processes/worker.ts';

/**
 * The product as `npm run build` left it: what is measured is what `npm start` runs, workflow bundle included. The types are those of the
 * sources.
 */
const DIST = new URL('../../dist/', import.meta.url);

if (!existsSync(fileURLToPath(new URL('workflow-bundle.js', DIST)))) {
  throw new Error('the product is not built: run `npm run build`');
}

const load = (file: string): Promise<unknown> => import(new URL(file, DIST).href);

export const { readConfig } = (await load('config.js')) as typeof config;
export const { Closing } = (await load('processes/closing.js')) as typeof closing;
export const { createLog } = (await load('processes/log.js')) as typeof log;
export const { openCore } = (await load('processes/core.js')) as typeof core;
export const { openLedgerDatabase } = (await load('processes/database.js')) as typeof database;
export const { bootstrap } = (await load('processes/bootstrap.js')) as typeof first;
export const { startHttp } = (await load('processes/http.js')) as typeof http;
export const { installRuntime, startWorker } = (await load('processes/worker.js')) as typeof worker;
export const { planImport } = (await load('ledger/imports.js')) as typeof imports;
export const { sheetsReader } = (await load('domain/uploads.js')) as typeof uploads;
export const { setImportState } = (await load('ledger/import-rows.js')) as typeof rows;
