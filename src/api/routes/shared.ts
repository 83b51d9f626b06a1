import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { localeOf, type Locale } from '../../contract/catalogue/index.ts';
import { problemDetails } from '../../contract/schemas/index.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import { isRefusal, refuse, type RefusalCode } from '../../domain/refusal.ts';
import { KeptTables, type LedgerSource } from '../../ledger/as-of.ts';
import { readCursor, type Page, type PageQuery } from '../../ledger/reads/paging.ts';
import { keyHeaders, markReplay, type Answered } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';

/** Fastify that takes the types of bodies, queries and answers from their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

const problemAnswer = { content: { 'application/problem+json': { schema: problemDetails } } };

/** What every route may answer besides its own. */
export const REFUSALS = { '4xx': problemAnswer, '5xx': problemAnswer } as const;

/** Parts of the schema of every changing route. */
export const CHANGING = { headers: keyHeaders } as const;

/** For what is written in the body of an answer (an import's reasons, a report); errors find their language themselves. */
export const localeFor = (request: FastifyRequest): Locale => localeOf(request.headers['accept-language']);

/** The page asked for; refuses a cursor this list did not write. `keys` is the number of sort keys of the list. */
export function pageQuery({ limit, cursor }: { limit: number; cursor?: string | undefined }, keys = 1): PageQuery {
  const after = readCursor(cursor, keys);
  if (isRefusal(after)) throw new Refused(after);
  return { limit, after };
}

export const pageWire = <Row, Item>({ items, total, next }: Page<Row>, wire: (row: Row) => Item) => ({
  items: items.map(wire),
  total,
  next,
});

/** The row, or 404 that names what was asked for. */
export function found<T>(row: T | null | undefined, field: string, value: string, code: RefusalCode = 'notFound'): T {
  if (row == null) throw new Refused(refuse(code, field, value));
  return row;
}

/** The day a table is asked for, today when none is; a day to come has no ledger yet. */
export function dayAsked(
  { calendar, now }: Pick<ApiDependencies, 'calendar' | 'now'>,
  field: string,
  asked: IsoDate | undefined,
): { day: IsoDate; today: IsoDate } {
  const { date: today } = calendar.clock.toLocal(now());
  const day = asked ?? today;
  if (day > today) throw new Refused(refuse('dayToCome', field, day, { today }));
  return { day, today };
}

/** The ledger as far as whoever asks reaches; for tables over all of it, which are made of what the process has kept. */
export type SourceOf = (request: Pick<FastifyRequest, 'reach'>) => LedgerSource;

export function keptSource({ db, calendar }: Pick<ApiDependencies, 'db' | 'calendar'>): SourceOf {
  const kept = new KeptTables();
  return ({ reach }) => ({ db, clock: calendar.clock, reach, kept });
}

/** What has not passed by then had not passed on that day. */
export const endOfDay = ({ clock }: ApiDependencies['calendar'], day: IsoDate): number =>
  clock.toInstant(addDays(day, 1), '00:00');

/** `true`, `false` or not asked, from a query. */
export const maybeFlag = (word: 'true' | 'false' | undefined): boolean | undefined =>
  word === undefined ? undefined : word === 'true';

interface ProblemFlags {
  overdue?: 'true' | 'false' | undefined;
  onAgenda?: 'true' | 'false' | undefined;
  toVerify?: 'true' | 'false' | undefined;
  onTheSpot?: 'true' | 'false' | undefined;
  open?: 'true' | 'false' | undefined;
}

/** What a list of problems, or an export of them, is filtered by. */
export const problemFilter = <Query extends ProblemFlags>({
  overdue,
  onAgenda,
  toVerify,
  onTheSpot,
  open,
  ...rest
}: Query) => ({
  ...rest,
  overdue: maybeFlag(overdue),
  onAgenda: maybeFlag(onAgenda),
  toVerify: maybeFlag(toVerify),
  onTheSpot: maybeFlag(onTheSpot),
  open: maybeFlag(open),
});

/** The entity as it is after the command, with what the command did. */
export function commandAnswer<Entity extends object>(reply: FastifyReply, entity: Entity, answered: Answered) {
  markReplay(reply, answered);
  const { entityId, seq, events, replayed } = answered;
  return { ...entity, command: { entityId, seq, events: [...events], replayed } };
}
