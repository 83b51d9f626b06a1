import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookie of a session. Where people reach us over TLS it is `__Host-…`: a browser takes that name only with `Secure`, for this host and
 * the whole of it, so that neither a neighbour's host nor a plain-text answer can put another one in its place. Over plain HTTP, on one's own
 * machine, no browser would keep it, so there it has another name; one name is never read where the other is meant.
 */
const NAME = 'dispatch';

const isTls = (publicUrl: string): boolean => publicUrl.startsWith('https:');

export const cookieName = (publicUrl: string): string => (isTls(publicUrl) ? `__Host-${NAME}` : NAME);

export const sessionCookie = (request: FastifyRequest, publicUrl: string): string | undefined =>
  request.cookies[cookieName(publicUrl)];

/** `lax`: a link in a mail opens our page signed in; what changes something is asked for its origin besides. */
const attributes = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isTls(publicUrl) }) as const;

/** Ends with the browser, or with the session on our side, whichever is first: no date is left on the disk. */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, secret: string): void {
  reply.setCookie(cookieName(publicUrl), secret, attributes(publicUrl));
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.clearCookie(cookieName(publicUrl), attributes(publicUrl));
}

/** A try to sign in by a provider, for as long as it may take. `lax`: the provider sends the browser back from another site. */
const flowName = (publicUrl: string): string => `${cookieName(publicUrl)}-flow`;
const FLOW_SECONDS = 600;

export const flowCookie = (request: FastifyRequest, publicUrl: string): string | undefined =>
  request.cookies[flowName(publicUrl)];

export function setFlowCookie(reply: FastifyReply, publicUrl: string, flow: string | null): void {
  const given = attributes(publicUrl);
  if (flow === null) reply.clearCookie(flowName(publicUrl), given);
  else reply.setCookie(flowName(publicUrl), flow, { ...given, maxAge: FLOW_SECONDS });
}

/** Where somebody wanted to go who had to sign in first; gone when he is there. */
const backName = (publicUrl: string): string => `${cookieName(publicUrl)}-back`;
const BACK_SECONDS = 1_800;

export const backCookie = (request: FastifyRequest, publicUrl: string): string | undefined =>
  request.cookies[backName(publicUrl)];

export function setBackCookie(reply: FastifyReply, publicUrl: string, path: string | null): void {
  const given = attributes(publicUrl);
  if (path === null) reply.clearCookie(backName(publicUrl), given);
  else reply.setCookie(backName(publicUrl), path, { ...given, maxAge: BACK_SECONDS });
}
