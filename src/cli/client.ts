import { EXIT, exitOf, Failure, misused, problemOf, type Problem } from './failure.ts';
import type { Texts } from './texts/index.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The whole list, as `--json` prints it; `total` is the server's count, which is larger only where rows came in while we read. */
export interface List<T> {
  items: T[];
  total: number;
}

interface Page<T> {
  items: T[];
  total: number;
  /** Cursor of the page after; null on the last one. */
  next: string | null;
}

export interface ClientOptions {
  url: string;
  token: string | undefined;
  lang: 'zh' | 'en';
  /** How often one request is sent at most. */
  tries: number;
  sleep(ms: number): Promise<void>;
  /** Told before each repetition. */
  onRetry(wait: { reason: string; seconds: number; attempt: number; tries: number }): void;
  texts: Texts;
}

interface Request {
  method: 'GET' | Method;
  path: string;
  query?: Query;
  body?: string | FormData | Blob;
  key?: string;
  accept?: string;
}

/** The most the API gives at once: a ledger of a thousand projects takes five requests. */
const PAGE_SIZE = 200;
/** Longer than the server waits for a workflow's answer; an upload of the largest workbook fits in it. */
const ANSWER_LIMIT_MS = 60_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** "Not now" as the server or a proxy before it says it. A key makes asking again harmless, also for commands. */
const NOT_NOW = new Set([429, 502, 503, 504]);

/** The HTTP API as the commands see it. Every method throws `Failure`, never anything else a person could cause. */
export class ApiClient {
  readonly options: ClientOptions;
  readonly #base: URL;
  #clockSkewMs: number | undefined;

  constructor(options: ClientOptions) {
    this.options = options;
    this.#base = baseUrl(options);
  }

  /** By how much the server's clock is ahead of ours, to the second; undefined before the first answer. */
  get clockSkewMs(): number | undefined {
    return this.#clockSkewMs;
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return (await this.#json({ method: 'GET', path, query })) as T;
  }

  /** The whole list, through all cursors; what the last page says of all of them (`sums`) stays beside it. */
  async list<T, Beside extends object = object>(path: string, query: Query = {}): Promise<List<T> & Beside> {
    const items: T[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.get<Page<T> & Beside>(path, { ...query, limit: PAGE_SIZE, cursor });
      items.push(...page.items);
      const { next, ...beside } = page;
      // The type loses that what is left of a page without its cursor is a list and what stands beside it.
      const whole = beside as unknown as List<T> & Beside;
      if (next === null) return { ...whole, items, total: Math.max(page.total, items.length) };
      cursor = next;
    }
  }

  /** A command. The body of one without words is `{}`: the API takes no empty JSON. */
  async change<T>(method: Method, path: string, { body, key }: { body?: unknown; key: string }): Promise<T> {
    return (await this.#json({ method, path, body: JSON.stringify(body ?? {}), key })) as T;
  }

  /** A file; the form is built again from memory for each repetition. */
  async upload<T>(path: string, form: FormData, key: string, query: Query = {}): Promise<T> {
    return (await this.#json({ method: 'POST', path, query, body: form, key })) as T;
  }

  /** Bytes as they are, of a kind the API names. */
  async hand<T>(path: string, body: Blob, key: string): Promise<T> {
    return (await this.#json({ method: 'POST', path, body, key })) as T;
  }

  async download(path: string, accept: string, query: Query = {}): Promise<Uint8Array> {
    const response = await this.#request({ method: 'GET', path, accept, query });
    return new Uint8Array(await response.arrayBuffer());
  }

  async #json(request: Request): Promise<unknown> {
    const response = await this.#request(request);
    if (response.status === 204) return null;
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw this.#strange(response, request.key, cause);
    }
  }

  /** One request, repeated with the same key while nobody answers or the answer is "not now". */
  async #request(request: Request): Promise<Response> {
    const { tries, sleep, onRetry } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(request);
      if (!(answer instanceof Failure)) return answer;
      const mayRepeat = answer.exit === EXIT.unreachable || NOT_NOW.has(answer.problem.status);
      if (!mayRepeat || attempt >= tries) throw answer;
      const waitMs = waitBefore(attempt, answer.retryAfterSeconds);
      onRetry({ reason: answer.problem.title, seconds: waitMs / 1000, attempt, tries });
      await sleep(waitMs);
    }
  }

  async #once({
    method,
    path,
    query = {},
    body,
    key,
    accept = 'application/json',
  }: Request): Promise<Response | Failure> {
    const headers: Record<string, string> = { accept: `${accept}, application/problem+json` };
    headers['accept-language'] = this.options.lang === 'zh' ? 'zh-CN' : 'en';
    if (this.options.token !== undefined) headers['authorization'] = `Bearer ${this.options.token}`;
    if (key !== undefined) headers['idempotency-key'] = key;
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    let response: Response;
    try {
      const init: RequestInit = { method, headers, signal, redirect: 'manual' };
      response = await fetch(this.#address(path, query), body === undefined ? init : { ...init, body });
    } catch (cause) {
      return this.#unreachable(cause, key);
    }
    const date = Date.parse(response.headers.get('date') ?? '');
    if (Number.isFinite(date)) this.#clockSkewMs = date - Date.now();
    return response.ok ? response : await this.#refused(response, key);
  }

  #address(path: string, query: Query): URL {
    const url = new URL(this.#base.pathname.replace(/\/$/, '') + path, this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  #unreachable(cause: unknown, key: string | undefined): Failure {
    const title = this.options.texts.unreachable({ url: this.#base.origin, reason: reasonOf(cause) });
    return new Failure(problemOf('unreachable', title, { key }), EXIT.unreachable, { cause });
  }

  async #refused(response: Response, key: string | undefined): Promise<Failure> {
    const header = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterSeconds = Number.isFinite(header) && header >= 0 ? header : undefined;
    const answer = parsedOrNull(await response.text().catch(() => ''));
    const parsed = problemIn(answer);
    if (parsed === null) {
      const strange = this.#strange(response, key);
      return new Failure(strange.problem, strange.exit, { retryAfterSeconds, answer });
    }
    const exit = exitOf(response.status);
    // Only an unanswered command may still happen; a refused one is over, and its key says nothing.
    const problem = exit === EXIT.refused ? parsed : { ...parsed, key };
    return new Failure({ ...problem, status: response.status }, exit, { retryAfterSeconds, answer });
  }

  /** Whatever answered is not our server: a proxy's page, another program on the port. */
  #strange(response: Response, key: string | undefined, cause?: unknown): Failure {
    const title = this.options.texts.strangeAnswer({ url: this.#base.origin, status: response.status });
    const problem = problemOf('strangeAnswer', title, { status: response.status, key });
    return new Failure(problem, strangeExit(response), { cause });
  }
}

/** A page with status 200 is no success when it is not ours. */
const strangeExit = ({ status, ok }: Response): Failure['exit'] =>
  ok || status < 400 ? EXIT.unforeseen : exitOf(status);

/** The server's own wish, bounded; else 0.25 s, 0.5 s, 1 s … */
function waitBefore(attempt: number, retryAfterSeconds: number | undefined): number {
  const wish = retryAfterSeconds === undefined ? FIRST_WAIT_MS * 2 ** (attempt - 1) : retryAfterSeconds * 1000;
  return Math.min(wish, LONGEST_WAIT_MS);
}

/** @throws Failure when it is no address of a web server */
function baseUrl({ url, texts }: ClientOptions): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed;
  throw misused('badUrl', texts.badUrl({ url }));
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Ours are recognised by their title; the rest of the document is taken as it comes. */
function problemIn(answer: unknown): Problem | null {
  const found = answer as Partial<Problem> | null;
  return typeof found?.title === 'string' ? { ...problemOf('unknown', found.title), ...found } : null;
}

/** fetch hides what happened one or two causes deep: `ECONNREFUSED`, `ENOTFOUND`, `UND_ERR_SOCKET`. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === 'string') return code;
    if (at instanceof AggregateError) at.cause ??= at.errors[0];
    if (at.cause === undefined) return at.message;
  }
  return String(error);
}
