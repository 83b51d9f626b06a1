import { PassThrough, type Writable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { XLSX } from './wire/import-report.ts';

const CSV = 'text/csv; charset=utf-8';

/** What a route answers that hands out a file. */
export const fileOf = (type: string) => ({ content: { [type]: { schema: z.string().meta({ format: 'binary' }) } } });
export const XLSX_FILE = fileOf(XLSX);
export const CSV_FILE = fileOf('text/csv');

/** A workbook, while it is written. */
export function sendXlsx(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  name: string,
  write: (out: Writable) => Promise<void>,
): FastifyReply {
  const out = new PassThrough();
  // A transfer that breaks off is told from a whole one; a workbook cut short would only look damaged.
  write(out).catch((error: unknown) => broken(request, out, error));
  return sendFile(reply, { type: XLSX, name }).send(out as unknown as string);
}

export const sendCsv = (reply: FastifyReply, name: string, text: AsyncGenerator<string>): FastifyReply =>
  sendFile(reply, { type: CSV, name }).send(PassThrough.from(text) as unknown as string);

export const sendFile = (reply: FastifyReply, { type, name }: { type: string; name: string }): FastifyReply =>
  reply.headers({
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });

function broken(request: FastifyRequest, out: PassThrough, error: unknown): void {
  request.log.error({ err: error }, 'export failed');
  out.destroy(error instanceof Error ? error : new Error(String(error)));
}
