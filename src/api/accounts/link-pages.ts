import { accountSettings } from '../../accounts/context.ts';
import { followLink, unequal, useLink, type Followed } from '../../accounts/links.ts';
import { linkDonePage, linkPage } from '../../accounts/pages/build.ts';
import { policyOf } from '../../domain/accounts/settings.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { callerOf } from './wiring.ts';
import { isTicked, pageLocaleFor, typedIn } from '../page-answers.ts';
import { over, type AccountAnswer, type PageContext } from './answers.ts';
import { STATUS_OF } from '../statuses.ts';
import { missingOf } from './sign-in-pages.ts';

const secretOf = ({ request }: PageContext): string => (request.params as { secret: string }).secret;
const SIGN_IN = '../signin';

/** GET shows: programs that look at mails follow every link, and use none. */
export async function followAccountLink(context: PageContext): Promise<AccountAnswer> {
  const followed = await followLink(context.accounts, secretOf(context));
  if (typeof followed === 'string') return over(followed, context.request, SIGN_IN);
  return { html: await formOf(context, followed, []) };
}

export async function useAccountLink(context: PageContext): Promise<AccountAnswer> {
  const { accounts, request, deps } = context;
  const followed = await followLink(accounts, secretOf(context));
  if (typeof followed === 'string') return over(followed, request, SIGN_IN);
  const typed = typedIn(request.body);
  const { newPassword = '', again = '' } = typed;
  const refused = async (refusals: readonly Refusal[]): Promise<AccountAnswer> => ({
    status: refusals[0] ? STATUS_OF[refusals[0].code] : 400,
    html: await formOf(context, followed, refusals),
  });
  const first = firstRefusals(newPassword, again);
  if (first.length > 0) return refused(first);
  const answer = await useLink(accounts, callerOf(request), {
    ...{ ...followed, typed: newPassword, endTokens: isTicked(typed, 'endTokens') },
  });
  if (typeof answer === 'string') return over(answer, request, SIGN_IN);
  if (isRefusal(answer)) return refused([answer]);
  await deps.gateway.wakeMailroom();
  return { html: linkDonePage(pageLocaleFor(request), followed.link.purpose) };
}

/** What the two boxes say by themselves, under the names that the rules have for them. */
export function firstRefusals(password: string, again: string): Refusal[] {
  const missing = missingOf({ password, again });
  const differ = missing.length > 0 ? null : unequal(password, again);
  return differ ? [differ] : missing;
}

async function formOf(
  { accounts, request }: PageContext,
  { link, account: person }: Followed,
  refusals: readonly Refusal[],
): Promise<string> {
  const keepsTokens = request.method === 'POST' && !isTicked(typedIn(request.body), 'endTokens');
  const policy = policyOf(await accountSettings(accounts));
  return linkPage({ locale: pageLocaleFor(request), refusals, policy, purpose: link.purpose, person, keepsTokens });
}
