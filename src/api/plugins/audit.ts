import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appendAudit, type AuditRecord } from '../../audit/append.ts';
import type { SignedIn } from '../../ledger/tokens.ts';
import { originOf } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { Refused } from '../refused.ts';

type AuditDependencies = Pick<ApiDependencies, 'db' | 'now'>;

/** What changes something and is no command of the ledger, so that no command tells of it. */
const NO_COMMANDS: ReadonlySet<string> = new Set([
  'storeFile',
  'planImport',
  'applyImport',
  'applySchedules',
  'rebuild',
]);

/** `problems` of an address is the kind `problem` of the ledger, so that one filter finds both. */
const KINDS: Readonly<Record<string, string>> = {
  ...{
    projects: 'project',
    problems: 'problem',
    meetings: 'meeting',
    people: 'person',
    units: 'unit',
    batches: 'batch',
  },
  ...{
    rounds: 'round',
    visits: 'visit',
    whistles: 'whistle',
    experts: 'expert',
    policies: 'policy',
    settings: 'setting',
    briefs: 'brief',
  },
  ...{ links: 'link', mails: 'mail', files: 'file', imports: 'import' },
};

/**
 * What no command tells is written down before it happens: a change before it is made, a file before its first byte leaves. Register before
 * anything that packs answers.
 */
export function auditRequests(app: FastifyInstance, deps: AuditDependencies): void {
  app.addHook('preHandler', async request => {
    if (NO_COMMANDS.has(operationOf(request))) await written(deps, request, recordOf(deps, request, 'done', {}));
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const isFile = String(reply.getHeader('content-disposition') ?? '').startsWith('attachment');
    if (!isFile || reply.statusCode >= 400) return payload;
    try {
      await written(deps, request, recordOf(deps, request, 'done', { taken: true, query: queryOf(request) }));
    } catch (error) {
      reply.removeHeader('content-disposition');
      // Whatever writes the file would wait for a reader for ever.
      if (isStream(payload)) payload.destroy();
      throw error;
    }
    return payload;
  });
}

/** Statuses that say no to somebody, or to what he wanted changed; a mistyped request is neither. */
const DENIED = new Set([401, 403]);
const AGAINST_RULES = new Set([409, 422]);
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps a refusal before it is answered: the codes and places, never what was typed there. A refused sign-in is told by the accounts.
 * @throws Unavailable when it cannot be kept */
export async function auditRefusal(deps: AuditDependencies, request: FastifyRequest, refused: Refused): Promise<void> {
  const { statusCode: status, refusals, beyondReach } = refused;
  if (operationOf(request) === 'signIn') return;
  // What is not there for somebody is told to him as to all, and kept all the same.
  const counts = beyondReach || DENIED.has(status) || (AGAINST_RULES.has(status) && !READS.has(request.method));
  if (!counts) return;
  const errors = refusals.map(({ code, field }) => ({ code, field }));
  await written(deps, request, recordOf(deps, request, 'refused', { status, errors }));
}

/** Keeps what has to be kept, or says that nothing can be done now. */
export async function written(
  { db }: Pick<AuditDependencies, 'db'>,
  request: Pick<FastifyRequest, 'log'>,
  record: AuditRecord,
): Promise<void> {
  try {
    await appendAudit(db, record);
  } catch (error) {
    request.log.error({ err: error }, 'the audit cannot be written, so the request is refused');
    throw error;
  }
}

function recordOf(
  { now }: AuditDependencies,
  request: FastifyRequest,
  outcome: AuditRecord['outcome'],
  detail: AuditRecord['detail'],
): AuditRecord {
  const signedIn = request.signedIn as SignedIn | undefined;
  return {
    ...{ action: operationOf(request), outcome, actorId: signedIn?.id ?? null, atMs: now(), origin: originOf(request) },
    ...{ requestId: request.id, subject: subjectOf(request), detail },
  };
}

/** The name of the route; of one without a name, its address as it was registered, and never what was typed into it. */
function operationOf({ method, routeOptions: { schema, url } }: FastifyRequest): string {
  return schema?.operationId ?? `${method} ${url ?? '?'}`;
}

/** `/api/v1/problems/:code/answer` is about the problem of that code. */
function subjectOf({ routeOptions: { url = '' }, params }: FastifyRequest): AuditRecord['subject'] {
  const [, segment = '', first = ''] = /^\/api\/v1\/([^/:]+)\/:([^/:]+)/.exec(url) ?? [];
  const id = (params as Record<string, unknown> | undefined)?.[first];
  return typeof id === 'string' ? { kind: KINDS[segment] ?? segment, id: id.slice(0, MAX_ID) } : null;
}

const MAX_ID = 200;
const MAX_QUERY = 500;

const queryOf = ({ url }: FastifyRequest): string => (url.split('?', 2)[1] ?? '').slice(0, MAX_QUERY);

const isStream = (payload: unknown): payload is { destroy(): void } =>
  typeof (payload as { destroy?: unknown } | null)?.destroy === 'function';
