import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { overPage } from '../../accounts/pages/build.ts';
import type { OverName } from '../../accounts/pages/catalogue.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { ACCOUNT_LINK_PATH } from '../../links/secret.ts';
import { over, type AccountAnswer, type PageContext } from '../accounts/answers.ts';
import {
  beginOwnFactor,
  confirmOwnFactor,
  drawOwnCodes,
  removeOwnFactor,
  sendCode,
  showBeginFactor,
  showCode,
  showDrawCodes,
  showFactor,
  showRemoveFactor,
} from '../accounts/factor-pages.ts';
import { followAccountLink, useAccountLink } from '../accounts/link-pages.ts';
import { changeOwnPassword, endOneSession, showAccount, showChangePassword, signOut } from '../accounts/my-pages.ts';
import {
  addOwnPasskey,
  beginOwnPasskey,
  beginPasskeyCode,
  beginPasskeySignIn,
  removeOwnPasskey,
  sendPasskeyCode,
  sendPasskeySignIn,
  showNewPasskey,
  showRemovePasskey,
} from '../accounts/passkey-pages.ts';
import { comeFromProvider, goToProvider, signOutAtProvider } from '../accounts/provider-pages.ts';
import { sendForgotten, sendSignIn, showForgotten, showSignIn } from '../accounts/sign-in-pages.ts';
import { accountsOf } from '../accounts/wiring.ts';
import { clearSessionCookie, setBackCookie, setFlowCookie, setSessionCookie } from '../cookies.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pageLocaleFor, sendHtml, takeForms } from '../page-answers.ts';
import { asRefused } from '../plugins/errors.ts';
import { senderOf } from '../plugins/same-origin.ts';
import type { App } from './shared.ts';

type Handler = (context: PageContext) => Promise<AccountAnswer>;

/** A password may be a thousand 汉字, nine bytes each when they are encoded for a form, and typed three times. */
const FORM_LIMIT = 64 * 1024;

const schema = {
  // Pages for people; the API has the same as JSON.
  hide: true,
  querystring: z.looseObject({ lang: z.unknown().optional() }),
};

/** The pages of signing in and of one's own account: server-rendered, no script but that of passkeys. A GET shows and a POST does. */
export async function accountPageRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  const accounts = accountsOf(deps);
  takeForms(scope);
  scope.setErrorHandler<FastifyError>((error, request, reply) => asPage(error, request, reply));
  const show = (path: string, handler: Handler): void =>
    void app.get(path, { schema }, async (request, reply) =>
      send(deps, { request, reply }, await handler({ deps, accounts, request })),
    );
  const act = (path: string, handler: Handler): void =>
    void app.post(path, { schema, bodyLimit: FORM_LIMIT }, async (request, reply) => {
      const fromUs = senderOf(request, deps.publicUrl) === 'ours';
      const answer = fromUs ? await handler({ deps, accounts, request }) : over('crossSite', request);
      return send(deps, { request, reply }, answer);
    });
  show('/signin', showSignIn);
  act('/signin', sendSignIn);
  show('/signin-provider', goToProvider);
  show('/signin-provider-done', comeFromProvider);
  show('/signin-provider-out', signOutAtProvider);
  show('/signin-code', showCode);
  act('/signin-code', sendCode);
  act('/signin-code-passkey-begin', beginPasskeyCode);
  act('/signin-code-passkey', sendPasskeyCode);
  act('/signin-passkey-begin', beginPasskeySignIn);
  act('/signin-passkey', sendPasskeySignIn);
  show('/signin-forgotten', showForgotten);
  act('/signin-forgotten', sendForgotten);
  show(`${ACCOUNT_LINK_PATH}:secret`, followAccountLink);
  act(`${ACCOUNT_LINK_PATH}:secret`, useAccountLink);
  show('/account', showAccount);
  show('/account-password', showChangePassword);
  act('/account-password', changeOwnPassword);
  show('/account-factor', showFactor);
  act('/account-factor', confirmOwnFactor);
  show('/account-factor-begin', showBeginFactor);
  act('/account-factor-begin', beginOwnFactor);
  show('/account-factor-remove', showRemoveFactor);
  act('/account-factor-remove', removeOwnFactor);
  show('/account-codes', showDrawCodes);
  act('/account-codes', drawOwnCodes);
  show('/account-passkey-begin', showNewPasskey);
  act('/account-passkey-begin', beginOwnPasskey);
  act('/account-passkey', addOwnPasskey);
  show('/account-passkey-remove', showRemovePasskey);
  act('/account-passkey-remove', removeOwnPasskey);
  act('/account-session-end', endOneSession);
  act('/account-signout', signOut);
}

function send(
  { publicUrl }: ApiDependencies,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { status = 200, html = '', scripted = false, goTo, cookie, back, flow }: AccountAnswer,
): FastifyReply {
  if (cookie === null) clearSessionCookie(reply, publicUrl);
  else if (cookie !== undefined) setSessionCookie(reply, publicUrl, cookie);
  if (back !== undefined) setBackCookie(reply, publicUrl, back);
  if (flow !== undefined) setFlowCookie(reply, publicUrl, flow);
  if (goTo === undefined) return sendHtml(request, reply, { status, html, scripted });
  return reply.code(303).headers({ location: goTo, 'cache-control': 'no-store' }).send('');
}

function asPage(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = asRefused(error, request);
  const statusCode = error.statusCode === 429 ? 429 : refused.statusCode;
  // What is ours to repair or to operate is logged with its cause, which the reader never sees.
  if (statusCode >= 500) request.log.error({ err: error }, 'a page of an account failed');
  if (refused.retryAfterSeconds !== null) reply.header('retry-after', refused.retryAfterSeconds);
  const name = overNameOf(refused.refusals[0].code, statusCode);
  const html = overPage(name, pageLocaleFor(request));
  return sendHtml(request, reply, { status: statusCode, html });
}

function overNameOf(code: RefusalCode, statusCode: number): OverName {
  if (code === 'notSameOrigin') return 'crossSite';
  if (statusCode === 429) return 'tooMany';
  return statusCode === 503 ? 'unavailable' : statusCode >= 500 ? 'failed' : 'unreadable';
}
