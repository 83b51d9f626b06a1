import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/main.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Asked {
  method: string;
  /** Path without the query, as it came (still encoded). */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed when it is JSON, else the text. */
  body: unknown;
}

export interface Answered {
  status?: number;
  headers?: Record<string, string>;
  /** A string goes out as it is, everything else as JSON. */
  body?: unknown;
  /** Cut the connection instead of answering. */
  drop?: boolean;
}

export interface FakeApi {
  url: string;
  asked: Asked[];
  /** Requests of changing methods, in order. */
  changes(): Asked[];
  close(): Promise<void>;
}

export type Answerer = (request: Asked, count: number) => Answered;

/** A real HTTP server on loopback; `answer` sees each request and how many there were before it. */
export async function fakeApi(answer: Answerer): Promise<FakeApi> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      const text = Buffer.concat(chunks).toString('utf8');
      const { method = '', headers } = request;
      const one: Asked = { method, path: url.pathname, query: url.searchParams, headers, body: parsed(text) };
      const { status = 200, headers: more = {}, body = {}, drop } = answer(one, asked.length);
      asked.push(one);
      if (drop) return void request.socket.destroy();
      const isText = typeof body === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...more });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    changes: () => asked.filter(({ method }) => method !== 'GET'),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The RFC 9457 document the API sends for one refused field. */
export const refusal = (status: number, code: string, message: string): Answered => ({
  status,
  body: {
    type: `urn:weekly-dispatch:problem:${code}`,
    title: 'refused',
    status,
    detail: message,
    instance: '/x',
    code,
    errors: [{ field: 'on', value: 'x', code, params: {}, message }],
  },
});

export interface Ran {
  code: number | string;
  out: string;
  err: string;
  /** stdout as the one JSON document it must be. */
  json(): unknown;
  waits: number[];
}

export interface RunOptions {
  env?: Record<string, string>;
  columns?: number;
  terminal?: boolean;
  answers?: (string | null)[];
  /** What stands on stdin; null: a terminal. */
  input?: string | null;
}

const NOWHERE = 'http://127.0.0.1:9';

/** One run inside this process, in Chinese unless told otherwise; waiting takes no time. */
export async function run(
  argv: readonly string[],
  { env = {}, columns, terminal = false, answers = [], input = null }: RunOptions = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const waits: number[] = [];
  const io: Io = {
    env: { DISPATCH_URL: NOWHERE, DISPATCH_TOKEN: 't0ken', DISPATCH_LANG: 'zh', ...env },
    out: text => void (out += text),
    err: text => void (err += text),
    outIsTerminal: terminal,
    errIsTerminal: false,
    columns,
    sleep: ms => {
      waits.push(ms);
      return Promise.resolve();
    },
    ask: question => {
      err += question;
      return Promise.resolve(answers.shift() ?? null);
    },
    askHidden: question => {
      err += `${question}\n`;
      return Promise.resolve(answers.shift() ?? null);
    },
    input: () => Promise.resolve(input),
  };
  const code = await runCli(argv, io);
  return { code, out, err, waits, json: () => JSON.parse(out) as unknown };
}

export interface ChildOptions {
  env?: Record<string, string>;
  /** Close our end of its stdout after the first bytes, as `head -1` does. */
  closeEarly?: boolean;
}

/** One run as a process of its own, from the sources. */
export async function runProcess(
  argv: readonly string[],
  { env = {}, closeEarly = false }: ChildOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', './scripts/ts-loader.mjs', 'src/cli.ts', ...argv], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], DISPATCH_URL: NOWHERE, DISPATCH_TOKEN: 't0ken', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
    if (closeEarly) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (err += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code: code ?? signal ?? '?', out, err, waits: [], json: () => JSON.parse(out) as unknown };
}

// ---- answers of the API, as its schemas promise them ----

export const command = { entityId: 'P-2026-0001', seq: 1, events: ['started'], replayed: false };

export const project = (over: Record<string, unknown> = {}) => ({
  code: 'P-2026-0001',
  name: '腾云硬科技半导体产业园',
  county: '南安市',
  investor: null,
  industry: null,
  projectType: '新引进',
  agreement: 'contract',
  investmentWan: 200_000,
  investmentYi: '20',
  leaderId: null,
  leaderName: null,
  teamUnitId: null,
  knownIssue: null,
  note: null,
  source: null,
  leadSource: null,
  stage: 'signing',
  status: 'active',
  gaps: ['precision.signing'],
  milestones: {
    signing: {
      baseline: null,
      plan: null,
      revisions: 0,
      slippageDays: null,
      latenessDays: null,
      actual: '2022-04',
      dateUnknown: false,
      evidence: [],
      waivers: [],
    },
  },
  seq: 1,
  startedAt: '2026-11-23T09:00:00.000+08:00',
  changedAt: '2026-11-23T09:00:00.000+08:00',
  openProblems: [],
  landKind: null,
  parent: null,
  path: 'standard',
  pathName: '标准',
  mergedInto: null,
  missingEvidence: [],
  statisticsOn: null,
  lastReported: null,
  thisYear: { year: 2026, planWan: null, planYi: null, doneWan: null, doneYi: null, lastMonth: null },
  children: [],
  review: null,
  promises: {},
  merged: [],
  command,
  ...over,
});

export const problem = (over: Record<string, unknown> = {}) => ({
  code: 'Q-2026-0001',
  title: '用地指标未落实',
  detail: null,
  project: 'P-2026-0001',
  county: '南安市',
  category: 'land',
  source: 'meeting',
  state: 'handling',
  raisedBy: 'lin',
  leadUnit: 'land-office',
  coUnits: [],
  handler: null,
  dueAt: '2026-12-02T17:30:00.000+08:00',
  overdue: false,
  provisional: false,
  rejections: 0,
  reassignments: 0,
  solution: null,
  verifiedBy: null,
  seq: 2,
  raisedAt: '2026-11-23T09:00:00.000+08:00',
  changedAt: '2026-11-23T09:00:00.000+08:00',
  command: { ...command, entityId: 'Q-2026-0001', events: ['assigned'] },
  ...over,
});

export const page = (items: readonly unknown[], next: string | null = null, total = items.length): Answered => ({
  body: { items, total, next },
});

/** A page of projects with the sums the API tells beside it. */
export const projectPage = (items: readonly { investmentWan: number | null }[], over: object = {}): Answered => {
  const investmentWan = items.reduce((sum, item) => sum + (item.investmentWan ?? 0), 0);
  const money = { investmentWan, investmentYi: String(investmentWan / 10_000) };
  const sums = { ...money, withoutAmount: 0, counted: { projects: items.length, ...money }, ...over };
  return { body: { items, total: items.length, next: null, asOf: '2026-11-23', sums } };
};
