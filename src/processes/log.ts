import { pino, type Logger, type LoggerOptions } from 'pino';

/**
 * JSON lines on stderr, one a thing that happened; pretty on a terminal. stdout belongs to the addresses that `npm start` prints.
 */
export function createLog(level: string): Logger {
  const target = process.stderr.isTTY
    ? { target: 'pino-pretty', options: { destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } }
    : { target: 'pino/file', options: { destination: 2 } };
  return pino({ ...logOptions(level), transport: target });
}

/** A database tells of a row that it refused by quoting it, and a mail server by the mailbox. */
const QUOTING = ['detail', 'where', 'internalQuery', 'parameters', 'rejected', 'rejectedErrors'];

/** For every log of ours: what is said of anybody is his id. What others' errors quote is taken out of the finished line. */
export const logOptions = (level: string): LoggerOptions => ({
  level,
  base: null,
  redact: { paths: QUOTING.flatMap(name => [`err.${name}`, `err.cause.${name}`]), censor: '…' },
  hooks: { streamWrite: withoutPersonal },
});

/** Mailboxes lose what is before the @; mobile numbers of mainland China go whole. Names look like any other word, so none is ever given to a log. */
export const withoutPersonal = (line: string): string =>
  line
    .replaceAll(/[\w.!#$%&'*+=?^`{|}~-]+@(?=[\w-]+(?:\.[\w-]+)+)/g, '…@')
    .replaceAll(/(?<![\w.])(?:\+?86[- ]?)?1[3-9]\d{9}(?![\w.])/g, '…');
