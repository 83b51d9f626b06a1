import type { components } from './schema.d.ts';

type Problem = components['schemas']['ProblemDetails'];

/** What the API refused, in the reader's language, field by field (RFC 9457). */
export class RequestFailed extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.name = 'RequestFailed';
    this.status = status;
    this.problem = problem;
  }

  static async of(response: Response): Promise<RequestFailed> {
    const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
    const problem = isProblem ? ((await response.json().catch(() => null)) as Problem | null) : null;
    return new RequestFailed(response.status, problem);
  }

  /** The sentence about one field of a form. */
  about(field: string): string | undefined {
    return this.problem?.errors?.find(error => error.field === field)?.message;
  }
}

/** The line broke before an answer came: nothing is known of what was asked, and the same key asks it again without doubling it. */
export const isOffline = (error: unknown): boolean => error instanceof TypeError;
