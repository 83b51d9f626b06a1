import { createHmac } from 'node:crypto';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { telling, type Accounts, type Caller, type RelyingParty } from './context.ts';
import { readAssertion, readRegistration, type AssertionAnswer, type ClientData } from './passkey-answers.ts';
import { CHALLENGE_MS, drawChallenge, takeChallenge, type Challenged } from './passkey-challenges.ts';
import { countUse, insertPasskey, MOST_PASSKEYS, passkeyById, passkeysOf, SHORT, type Passkey } from './passkeys.ts';
import type { Account } from './people.ts';
import { drawCodes } from './recovery-codes.ts';
import { endSessions } from './sessions.ts';

/** Registering a passkey, and proving one: WebAuthn, whose arithmetic is @simplewebauthn/server's. */
const NAME = '周调度';
/** Who owns it, for the authenticator: nothing that says who that is, and the same each time, so that one device keeps one passkey of his. */
const userIdOf = ({ key }: Accounts, id: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', key).update(`passkey user ${id}`).digest());

const unavailable = (): Refusal => refuse('passkeysUnavailable', 'passkey', null);

/** What the browser is to ask a new authenticator for. */
export async function beginRegistration(
  accounts: Accounts,
  { account, sessionId, name }: { account: Account; sessionId: string; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON | Refusal> {
  const { db, party, now } = accounts;
  if (!party) return unavailable();
  const there = await passkeysOf(db, account.id);
  if (there.length >= MOST_PASSKEYS) return refuse('passkeyLimit', 'passkey', null, { max: MOST_PASSKEYS });
  const challenge = await drawChallenge(db, { purpose: 'register', sessionId, name, nowMs: now() });
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    ...{ rpName: NAME, rpID: party.id, userName: account.id, userDisplayName: account.name },
    userID: userIdOf(accounts, account.id),
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: there.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

interface Answering {
  account: Account;
  sessionId: string;
  typed: string;
}

/** Codes for its loss come with the first second factor; all other sessions end. */
export async function finishRegistration(
  accounts: Accounts,
  caller: Caller,
  { account, sessionId, typed }: Answering,
): Promise<{ codes: string[] } | Refusal> {
  const { db, now } = accounts;
  const registered = await registeredIn(accounts, { account, sessionId, typed });
  if (typeof registered === 'string') return wrong(accounts, caller, { personId: account.id, why: registered });
  return db.transaction().execute(async tx => {
    if (!(await insertPasskey(tx, registered))) return refuse('passkeyThere', 'passkey', null);
    const codes = account.hasFactor ? [] : await drawCodes(tx, account.id);
    const ending = { personId: account.id, by: account.id, why: 'secondFactor', atMs: now() } as const;
    await endSessions(tx, { ...ending, except: sessionId });
    const detail = { passkey: registered.id.slice(0, SHORT) };
    await telling(accounts, caller)(tx, {
      ...{ type: 'passkeyAdded', actorId: account.id, personId: account.id, detail },
    });
    return { codes };
  });
}

/** Why an answer is not taken: for the audit, not for who gave it. */
type Why = 'form' | 'challenge' | 'origin' | 'unknown' | 'other' | 'answer' | 'counter' | 'unavailable';

async function registeredIn(accounts: Accounts, { account, sessionId, typed }: Answering): Promise<Passkey | Why> {
  const { party, now } = accounts;
  const read = readRegistration(typed);
  if (!read || !party) return read ? 'unavailable' : 'form';
  const asked = await askedFor(accounts, { purpose: 'register', sessionId, party, client: read.client });
  if (typeof asked === 'string') return asked;
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  // The library throws for whatever does not fit; what it says of it may quote the answer, and goes nowhere.
  const checked = await verifyRegistrationResponse({
    response: { ...read.answer, clientExtensionResults: {} },
    expectedChallenge: read.client.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: false,
  }).catch(() => null);
  if (!checked?.verified) return 'answer';
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  return {
    ...{ id, publicKey, counter, personId: account.id, name: asked.name ?? id.slice(0, SHORT) },
    ...{ transports: read.answer.response.transports, createdAt: new Date(now()), usedAt: null },
  };
}

/** The challenge is taken whatever else is wrong: nobody tries twice with one. */
async function askedFor(
  { db, now }: Accounts,
  { purpose, sessionId, party, client }: Challenged & { party: RelyingParty; client: ClientData },
): Promise<{ name: string | null } | Why> {
  const drawn = await takeChallenge(db, { purpose, sessionId, challenge: client.challenge, nowMs: now() });
  if (!drawn) return 'challenge';
  return client.origin !== party.origin || client.crossOrigin === true ? 'origin' : drawn;
}

/**
 * What the browser is to ask for: one of the account's passkeys as a second factor, or whichever its owner has, when nobody is known yet. Then
 * it stands for a password too, so its owner must prove himself to it (a finger, a face, a PIN).
 */
export async function beginAssertion(
  accounts: Accounts,
  asked: { account: Account; sessionId: string } | null,
): Promise<PublicKeyCredentialRequestOptionsJSON | Refusal> {
  const { db, party, now } = accounts;
  if (!party) return unavailable();
  const purpose = asked ? 'code' : 'signIn';
  const challenge = await drawChallenge(db, { purpose, sessionId: asked?.sessionId ?? null, nowMs: now() });
  const mine = asked ? await passkeysOf(db, asked.account.id) : [];
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    ...{ rpID: party.id, challenge: bytesOf(challenge), timeout: CHALLENGE_MS },
    allowCredentials: mine.map(({ id, transports }) => ({ id, transports })),
    userVerification: asked ? 'discouraged' : 'required',
  });
}

/** Whose passkey answered. `asked` as it was for the beginning. */
export async function finishAssertion(
  accounts: Accounts,
  caller: Caller,
  { asked, typed }: { asked: { account: Account; sessionId: string } | null; typed: string },
): Promise<{ personId: string } | Refusal> {
  const proven = await provenIn(accounts, { asked, typed });
  if (typeof proven !== 'string') return { personId: proven.personId };
  return wrong(accounts, caller, { personId: asked?.account.id ?? null, why: proven });
}

async function provenIn(
  accounts: Accounts,
  { asked, typed }: { asked: { account: Account; sessionId: string } | null; typed: string },
): Promise<Passkey | Why> {
  const { db, party, now } = accounts;
  const read = readAssertion(typed);
  if (!read || !party) return read ? 'unavailable' : 'form';
  const { answer, client } = read;
  const purpose = asked ? 'code' : 'signIn';
  const drawn = await askedFor(accounts, { purpose, sessionId: asked?.sessionId ?? null, party, client });
  if (typeof drawn === 'string') return drawn;
  const passkey = await passkeyById(db, answer.id);
  if (!passkey) return 'unknown';
  if (!isOwners(accounts, { passkey, answer, ownerId: asked?.account.id ?? passkey.personId })) return 'other';
  const counter = await counterIn({ passkey, answer, client, party, mustVerify: asked === null });
  if (counter === null) return 'answer';
  return (await countUse(db, { id: passkey.id, counter, atMs: now() })) ? passkey : 'counter';
}

/** A passkey that names its owner (`userHandle`) must name the one it is registered to. */
function isOwners(
  accounts: Accounts,
  { passkey, answer, ownerId }: { passkey: Passkey; answer: AssertionAnswer; ownerId: string },
): boolean {
  const { userHandle: handle } = answer.response;
  const named = handle === null || Buffer.from(userIdOf(accounts, ownerId)).toString('base64url') === handle;
  return named && passkey.personId === ownerId;
}

interface Verifying {
  passkey: Passkey;
  answer: AssertionAnswer;
  client: ClientData;
  party: RelyingParty;
  mustVerify: boolean;
}

/** How often it says it was used; null when the answer is not signed by it, or not as it must be. */
async function counterIn({ passkey, answer, client, party, mustVerify }: Verifying): Promise<number | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { userHandle, ...response } = answer.response;
  const checked = await verifyAuthenticationResponse({
    response: {
      ...{ ...answer, clientExtensionResults: {} },
      response: userHandle === null ? response : { ...response, userHandle },
    },
    expectedChallenge: client.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: mustVerify,
    // The count is held against the row itself (`countUse`), where two at once cannot both pass.
    credential: { id: passkey.id, publicKey: passkey.publicKey, counter: 0 },
  }).catch(() => null);
  return checked?.verified ? checked.authenticationInfo.newCounter : null;
}

async function wrong(
  accounts: Accounts,
  caller: Caller,
  { personId, why }: { personId: string | null; why: Why },
): Promise<Refusal> {
  const detail = { why: `passkey: ${why}` };
  await telling(accounts, caller)(accounts.db, { type: 'signInRefused', actorId: personId, personId, detail });
  return refuse('passkeyWrong', 'passkey', null);
}

const bytesOf = (challenge: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(challenge, 'base64url'));
