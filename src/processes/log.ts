import { pino, type Logger } from 'pino';

/** JSON lines on stderr, one a thing that happened; pretty on a terminal. stdout belongs to the addresses that `npm start` prints. */
export function createLog(level: string): Logger {
  const target = process.stderr.isTTY
    ? { target: 'pino-pretty', options: { destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } }
    : { target: 'pino/file', options: { destination: 2 } };
  return pino({ level, base: null, transport: target });
}
