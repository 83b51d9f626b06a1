import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/embedded/ports.ts';
import { until } from './until.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_LIMIT_MS = 180_000;
const ANSWER_LIMIT_MS = 90_000;

export interface CliAnswer {
  code: number;
  stdout: string;
  stderr: string;
}

/** The whole product as a user has it: what `npm start` runs, with its own data directory, and the `dispatch` command. */
export class Office {
  readonly url: string;
  readonly #dataDir: string;
  readonly #env: Record<string, string>;
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(dataDir: string, port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#dataDir = dataDir;
    this.#env = { DISPATCH_DATA: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...env };
  }

  static async open(env: Record<string, string> = {}): Promise<Office> {
    const dataDir = await mkdtemp(join(tmpdir(), 'dispatch-office-'));
    const office = new Office(dataDir, (await freePort()) ?? 0, env);
    await office.start();
    return office;
  }

  async start(): Promise<void> {
    this.#output = '';
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/start.js'], {
      cwd: ROOT,
      env: { ...cleanEnv(), ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    }
    await until(
      'the office is ready',
      () => {
        if (child.exitCode !== null) throw new Error(`the office ended with ${child.exitCode}:\n${this.#output}`);
        return this.#output.includes('is ready');
      },
      START_LIMIT_MS,
    );
  }

  output(): string {
    return this.#output;
  }

  /** Ctrl-C. */
  async stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** No chance to close anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** `kill -9` of everything there is: us, Temporal and its keeper. */
  async killEverything(): Promise<void> {
    const pids = await this.temporalPids();
    for (const pid of pids) kill(pid);
    await this.kill();
  }

  async temporalPids(): Promise<number[]> {
    const file = await readFile(join(this.#dataDir, 'temporal', 'temporal.pid'), 'utf8').catch(() => '[]');
    return (JSON.parse(file) as { pid: number }[]).map(({ pid }) => pid);
  }

  async close(): Promise<void> {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) await this.stop();
    await rm(this.#dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The rows whose mails have left, as the files beside the database say. */
  async journalled(): Promise<string[]> {
    const folder = join(this.#dataDir, 'sent');
    const files = await Promise.all((await readdir(folder)).map(name => readFile(join(folder, name), 'utf8')));
    const lines = files.flatMap(text => text.split('\n').filter(line => line !== ''));
    return lines.map(line => (JSON.parse(line) as { mailId: string }).mailId);
  }

  /** The link of a first start, with which somebody sets the first password. */
  async setUpLink(): Promise<string> {
    return (await readFile(join(this.#dataDir, 'set-up-link'), 'utf8')).trim();
  }

  async token(): Promise<string> {
    return (await readFile(join(this.#dataDir, 'token'), 'utf8')).trim();
  }

  /** Runs `dispatch` as a user would, as the first coordinator or with another person's token. */
  async cli(args: readonly string[], { token, input }: { token?: string; input?: string } = {}): Promise<CliAnswer> {
    const env = {
      ...cleanEnv(),
      DISPATCH_URL: this.url,
      DISPATCH_DATA: this.#dataDir,
      DISPATCH_LANG: 'zh',
      ...(token !== undefined && { DISPATCH_TOKEN: token }),
    };
    const child = spawn(process.execPath, ['bin/dispatch.mjs', ...args], { cwd: ROOT, env, stdio: 'pipe' });
    child.stdin.end(input ?? '');
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, stdout, stderr };
  }

  /** `dispatch … --json`, parsed; fails loudly when the command does. */
  async json<T>(args: readonly string[], options: { token?: string } = {}): Promise<T> {
    const answer = await this.cli([...args, '--json'], options);
    if (answer.code !== 0)
      throw new Error(`dispatch ${args.join(' ')} → ${answer.code}\n${answer.stdout}${answer.stderr}`);
    return JSON.parse(answer.stdout) as T;
  }

  /**
   * A request to the API as the first coordinator. A 503 is asked again when the answer says so, as a good caller does: right after a kill
   * a slow machine needs its time.
   */
  async http<T>(
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string } = {},
  ): Promise<{ status: number; body: T }> {
    const giveUpAt = Date.now() + ANSWER_LIMIT_MS;
    for (;;) {
      const answer = await this.#ask<T>(method, path, { body, key });
      const again = answer.status === 503 && (method === 'GET' || key !== undefined) && Date.now() < giveUpAt;
      if (!again) return { status: answer.status, body: answer.body };
      await new Promise(resolve => setTimeout(resolve, answer.retryAfterMs));
    }
  }

  async #ask<T>(
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string | undefined },
  ): Promise<{ status: number; body: T; retryAfterMs: number }> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 1) * 1_000;
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, retryAfterMs };
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const closed = once(child, 'close');
    child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }
}

/** What a test machine happens to have set must not decide how the product starts. */
function cleanEnv(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, XDG_CACHE_HOME, DISPATCH_CACHE, LANG } = process.env;
  return { PATH, HOME, TMPDIR, XDG_CACHE_HOME, DISPATCH_CACHE, LANG };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

/** A process that has ended and whose parent, killed with it, never asked how is no process any more. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
