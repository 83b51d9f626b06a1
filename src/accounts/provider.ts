import { createHash, randomBytes } from 'node:crypto';
import type { Configuration } from 'openid-client';
import { Unavailable } from '../contract/ports.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';

/** Sign-in by an identity provider: OpenID Connect, authorization code flow with PKCE, state and nonce. The protocol is openid-client's. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** What people know it as; null: "single sign-on" in their language. */
  name: string | null;
  /** Which claim says who somebody is: `email` (a verified one), or one whose value is a person's id. */
  claim: string;
  scope: string;
}

/** Who the provider says it is. */
export interface Identity {
  issuer: string;
  subject: string;
  /** The value of the claim; null when there is none, or it is a mail address that nobody has verified. */
  value: string | null;
}

export interface Provider {
  readonly settings: ProviderSettings;
  /** Where the browser is sent. @throws Unavailable */
  begin(flow: string, redirectUri: string): Promise<URL>;
  /** Where one signs out there too; null where the provider offers no such page. @throws Unavailable */
  signOutAt(backTo: string): Promise<URL | null>;
  /** What came back, checked. @throws Unavailable */
  finish(flow: string, currentUrl: URL, nowMs: number): Promise<Identity | Refusal>;
}

const FLOW_MS = 10 * 60_000;
/** A provider that does not answer in it is away. */
const TIMEOUT_S = 10;

/**
 * One try to sign in, kept by the browser as a cookie and by us not at all: when it began, and a secret that state, nonce and PKCE verifier are
 * made from. Whoever has another cookie, or changes the time in it, has another state than the one he was sent with.
 */
export const newFlow = (nowMs: number): string => `${nowMs}.${randomBytes(32).toString('base64url')}`;

const of = (flow: string, what: 'state' | 'nonce' | 'verifier'): string =>
  createHash('sha256').update(`${what}:${flow}`).digest('base64url');

function isFresh(flow: string, nowMs: number): boolean {
  const begun = Number(/^(\d{1,16})\.[\w-]{43}$/.exec(flow)?.[1] ?? Number.NaN);
  return nowMs - begun < FLOW_MS && begun <= nowMs;
}

export function createProvider(settings: ProviderSettings): Provider {
  let known: Promise<Configuration> | undefined;
  // Asked for when it is first needed, so that a provider that is away keeps nobody from starting; a failure is not remembered.
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined;
      throw new Unavailable('provider', error);
    });
    return known;
  };
  return {
    settings,
    begin: async (flow, redirectUri) => {
      const config = await configuration();
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
      return buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: of(flow, 'state'),
        nonce: of(flow, 'nonce'),
        code_challenge: await calculatePKCECodeChallenge(of(flow, 'verifier')),
        code_challenge_method: 'S256',
      });
    },
    signOutAt: async backTo => {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      const { buildEndSessionUrl } = await import('openid-client');
      // Without the identity token, which we keep of nobody: the provider asks its visitor whether he means it.
      return buildEndSessionUrl(config, { post_logout_redirect_uri: backTo });
    },
    finish: async (flow, currentUrl, nowMs) => {
      if (!isFresh(flow, nowMs)) return refuse('providerFlow', 'state', null);
      return identityIn(await configuration(), { settings, flow, currentUrl });
    },
  };
}

/** Plain HTTP is for trying it on one's own machine. */
const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

/** Whether what comes from there can be believed: by TLS, or from this machine. */
export const isSafeIssuer = (issuer: string): boolean => {
  const url = new URL(issuer);
  return url.protocol === 'https:' || isLoopback(url);
};

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const { allowInsecureRequests, discovery, enableNonRepudiationChecks, None } = await import('openid-client');
  const server = new URL(issuer);
  const plain = server.protocol === 'http:' && isLoopback(server);
  return discovery(server, clientId, clientSecret ?? undefined, clientSecret === null ? None() : undefined, {
    // The signature of what comes over the line is checked too, not only the line.
    execute: [enableNonRepudiationChecks, ...(plain ? [allowInsecureRequests] : [])],
    timeout: TIMEOUT_S,
  });
}

interface Finishing {
  settings: ProviderSettings;
  flow: string;
  currentUrl: URL;
}

async function identityIn(
  config: Configuration,
  { settings, flow, currentUrl }: Finishing,
): Promise<Identity | Refusal> {
  const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client');
  try {
    const tokens = await authorizationCodeGrant(config, currentUrl, {
      pkceCodeVerifier: of(flow, 'verifier'),
      expectedState: of(flow, 'state'),
      expectedNonce: of(flow, 'nonce'),
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) return refuse('providerFlow', 'state', null);
    // Many providers keep the identity token small and tell the rest when asked.
    const more =
      claims[settings.claim] === undefined ? await fetchUserInfo(config, tokens.access_token, claims.sub) : {};
    return { issuer: claims.iss, subject: claims.sub, value: valueOf({ ...more, ...claims }, settings.claim) };
  } catch (error) {
    if (isAway(error)) throw new Unavailable('provider', error);
    return refuse('providerFlow', 'state', null);
  }
}

/** An address that the provider has not verified is what somebody has typed there. */
function valueOf(claims: Readonly<Record<string, unknown>>, claim: string): string | null {
  const value = claims[claim];
  if (typeof value !== 'string' || value === '') return null;
  return claim === 'email' && claims['email_verified'] !== true ? null : value;
}

/** A line that breaks, a wait too long, a server's own fault; not what it says against the request. */
function isAway(error: unknown): boolean {
  const { name, code, status } = error as { name?: unknown; code?: unknown; status?: unknown };
  if (typeof status === 'number') return status >= 500;
  return name === 'TypeError' || code === 'OAUTH_TIMEOUT' || name === 'TimeoutError';
}
