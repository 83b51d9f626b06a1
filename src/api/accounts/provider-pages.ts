import { signInByProvider } from '../../accounts/by-provider.ts';
import { signInPage } from '../../accounts/pages/build.ts';
import { accountWords } from '../../accounts/pages/catalogue.ts';
import { hasAnyPasskey } from '../../accounts/passkeys.ts';
import { newFlow, type Provider } from '../../accounts/provider.ts';
import type { Locale } from '../../contract/catalogue/index.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { flowCookie } from '../cookies.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pageLocaleFor } from '../page-answers.ts';
import { STATUS_OF } from '../statuses.ts';
import { over, type AccountAnswer, type PageContext } from './answers.ts';
import { goOn } from './my-session.ts';
import { callerOf } from './wiring.ts';

const DONE = 'signin-provider-done';

/** Registered with the provider. */
export const redirectUriOf = (publicUrl: string): string => `${publicUrl.replace(/\/+$/, '')}/${DONE}`;

/** The way over the provider, where there is one. */
export function providerLink({ provider }: ApiDependencies, locale: Locale): { href: string; text: string } | null {
  if (!provider) return null;
  const text = provider.settings.name ?? accountWords(locale).signIn.provider;
  return { href: `signin-provider?lang=${locale}`, text };
}

/** Sends the browser to the provider. Nothing is written down: what this try is known by is in its cookie. */
export async function goToProvider({ deps, request }: PageContext): Promise<AccountAnswer> {
  const { provider, publicUrl, now } = deps;
  if (!provider) return over('unknown', request, 'signin');
  const flow = newFlow(now());
  const url = await provider.begin(flow, redirectUriOf(publicUrl));
  return { goTo: url.href, flow };
}

/** The page one comes back to; registered with the provider where it asks for that. */
export const signedOutUriOf = (publicUrl: string): string => `${publicUrl.replace(/\/+$/, '')}/signin`;

/** Signing out here ends nothing there; so whoever sits at a shared machine is shown the way. By a link, as no form of ours may lead elsewhere. */
export async function signOutAtProvider({ deps, request }: PageContext): Promise<AccountAnswer> {
  const { provider, publicUrl } = deps;
  const url = provider && (await provider.signOutAt(signedOutUriOf(publicUrl)));
  return url ? { goTo: url.href } : { goTo: `signin?lang=${pageLocaleFor(request)}` };
}

/** Where the provider sends the browser back to. The one GET that signs in: its state was made for this browser, and its code works once. */
export async function comeFromProvider(context: PageContext): Promise<AccountAnswer> {
  const { deps, accounts, request } = context;
  const { provider } = deps;
  if (!provider) return over('unknown', request, 'signin');
  const locale = pageLocaleFor(request);
  const identity = await identityOf(context, provider);
  const signed = isRefusal(identity)
    ? identity
    : await signInByProvider(accounts, callerOf(request), { identity, claim: provider.settings.claim });
  if (isRefusal(signed)) return refusedPage(deps, { locale, refusal: signed, passkeys: await hasAnyPasskey(deps.db) });
  return { ...goOn(context, signed), flow: null };
}

/** The address as the provider was told it, however a proxy has rewritten it. */
async function identityOf({ deps, request }: PageContext, provider: Provider) {
  const query = request.url.split('?', 2)[1] ?? '';
  const currentUrl = new URL(`${redirectUriOf(deps.publicUrl)}?${query}`);
  return provider.finish(flowCookie(request, deps.publicUrl) ?? '', currentUrl, deps.now());
}

interface RefusedSignIn {
  locale: Locale;
  refusal: Refusal;
  passkeys: boolean;
}

const refusedPage = (deps: ApiDependencies, { locale, refusal, passkeys }: RefusedSignIn): AccountAnswer => ({
  status: STATUS_OF[refusal.code],
  html: signInPage({
    ...{ locale, user: '', refusals: [refusal], notice: null, passkeys },
    provider: providerLink(deps, locale),
  }),
  flow: null,
});
