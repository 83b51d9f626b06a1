import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { letterPolicy } from './letter-policy.ts';

/** For the answers of a route that shows a letter. */
export const LETTER_PAGE = { 200: { content: { 'text/html': { schema: z.string() } } } };

/** A letter as the page a mail program shows, under a policy of its own: it runs and loads nothing, and only our own pages may frame it. */
export const sendLetter = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': letterPolicy(html) })
    .header('x-frame-options', 'SAMEORIGIN')
    // Sandboxed it is of no origin, and a browser complains when such a page asks for a cluster of its own.
    .header('origin-agent-cluster', '?0')
    .send(html);
