import { refusalText } from '../contract/catalogue/index.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Lang } from './texts/lang.ts';

/** What every failure is told as, on stdout with `--json`: RFC 9457, as the server sends it. `status` 0: there was no HTTP answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string | undefined;
  instance?: string | undefined;
  code: string;
  errors: readonly ProblemError[];
  /** The Idempotency-Key of a command whose fate is not known; sending it again with this key cannot do it twice. */
  key?: string | undefined;
  /** Id of the import whose rows were refused. */
  import?: string | undefined;
}

/** One wrong place. `message` is for people, the rest for programs. */
export interface ProblemError {
  field: string;
  value: unknown;
  code: string;
  params: Readonly<Record<string, unknown>>;
  message: string;
}

/** What scripts live by: 2 is the caller's to mend, 3 may be tried again with the same key, 1 is for whoever runs the server. */
export const EXIT = { ok: 0, unforeseen: 1, refused: 2, unreachable: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the run with a problem document and an exit code. */
export class Failure extends Error {
  readonly problem: Problem;
  readonly exit: ExitCode;
  /** The server's own wish for when to ask again. */
  readonly retryAfterSeconds: number | undefined;
  /** The document the server answered with, when it was one. */
  readonly answer: unknown;

  constructor(
    problem: Problem,
    exit: ExitCode,
    more: { cause?: unknown; retryAfterSeconds?: number | undefined; answer?: unknown } = {},
  ) {
    super(problem.detail ?? problem.title, { cause: more.cause });
    this.name = 'Failure';
    this.problem = problem;
    this.exit = exit;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.answer = more.answer;
  }
}

/** A problem the CLI itself found, in the server's form. */
export const problemOf = (code: string, title: string, more: Partial<Problem> = {}): Problem => ({
  type: `urn:weekly-dispatch:problem:${code}`,
  title,
  status: 0,
  code,
  errors: [],
  ...more,
});

/** The server's answer decides: 4xx was the caller's doing, 502–504 means "not now", the rest is nobody's plan. */
export function exitOf(status: number): ExitCode {
  if (status >= 400 && status < 500) return EXIT.refused;
  return status === 502 || status === 503 || status === 504 ? EXIT.unreachable : EXIT.unforeseen;
}

/** Badly asked: it never reached the server. */
export const misused = (code: string, title: string): Failure => new Failure(problemOf(code, title), EXIT.refused);

/** A typed value broke a rule that the CLI itself knows (words, money): the same sentence the server would give. */
export const refused = (refusal: Refusal, lang: Lang): Failure => refusedAs(refusal, refusalText(refusal, lang));

/** The sentence in Chinese and in English, for where it is not known which of them the person reads. */
export const refusedInBoth = (refusal: Refusal): Failure =>
  refusedAs(refusal, `${refusalText(refusal, 'zh')}\n${refusalText(refusal, 'en')}`);

function refusedAs({ code, field, value, params }: Refusal, message: string): Failure {
  return new Failure(problemOf(code, message, { errors: [{ field, value, code, params, message }] }), EXIT.refused);
}
