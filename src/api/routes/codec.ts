import type { FastifyReply } from 'fastify';
import { payloadsBody, payloadsAnswer } from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ApiDependencies, SealedPayload } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { REFUSALS, type App } from './shared.ts';

const PATH = '/temporal/codec/decode';
/** A history's page of payloads; Temporal itself takes 2 MB of each. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** For Temporal's UI and command (its "codec server"): whoever may look after the product reads histories, and the keys stay here. */
export function codecRoute(app: App, { codec, temporalUiOrigin }: ApiDependencies): void {
  app.post(
    PATH,
    {
      bodyLimit: BODY_LIMIT,
      config: { servesOrigin: temporalUiOrigin ?? undefined },
      schema: {
        tags: ['system'],
        operationId: 'decodePayloads',
        summary:
          'Open payloads of Temporal, as its UI and command ask a codec server (administrators); what is not encrypted comes back as it is',
        body: payloadsBody,
        response: { 200: payloadsAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      allow(reply, temporalUiOrigin);
      reply.header('cache-control', 'no-store');
      const payloads = request.body.payloads.map(opened);
      return { payloads: (await decoded(codec, payloads)).map(sealed) };
    },
  );
}

/** A browser asks before it sends anything to another origin, and then without a sign-in. */
export function codecPreflightRoute(app: App, { temporalUiOrigin }: ApiDependencies): void {
  app.options(PATH, { schema: { hide: true, operationId: 'askBeforeDecoding' } }, (_request, reply) => {
    allow(reply, temporalUiOrigin);
    return reply.code(204).send();
  });
}

/** Exactly the one origin, whoever asks: a page of another reads nothing. */
function allow(reply: FastifyReply, origin: string | null | undefined): void {
  reply.header('vary', 'origin');
  if (origin == null) return;
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type, x-namespace',
    'access-control-max-age': '600',
  });
}

async function decoded(codec: ApiDependencies['codec'], payloads: SealedPayload[]): Promise<SealedPayload[]> {
  if (!codec) return payloads;
  try {
    return await codec.decode(payloads);
  } catch (error) {
    throw new Refused(refuse('payloadSealed', 'payloads', null), { cause: error });
  }
}

type Wire = { metadata?: Record<string, string> | undefined; data?: string | undefined };

const opened = ({ metadata = {}, data }: Wire): SealedPayload => ({
  metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
  data: data === undefined ? null : Buffer.from(data, 'base64'),
});

const sealed = ({ metadata, data }: SealedPayload): Wire => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  ),
  ...(data ? { data: Buffer.from(data).toString('base64') } : {}),
});
