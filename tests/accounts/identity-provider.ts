import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'weekly-dispatch', secret: 'a secret of forty characters, for the tests' };

/** A real OpenID provider on loopback. Whoever comes to it is signed in there as `who` at once: its own pages are not what is tested. */
export class IdentityProvider {
  readonly issuer: string;
  /** Whom it takes its visitor for, and what it says of him. */
  who: { sub: string; [claim: string]: unknown } = { sub: 'u-1' };
  readonly #server: Server;

  private constructor(server: Server, issuer: string) {
    this.#server = server;
    this.issuer = issuer;
  }

  static async start(redirectUri: string): Promise<IdentityProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const mine = new IdentityProvider(server, issuer);
    const provider: Provider = new Provider(
      issuer,
      mine.#configuration(redirectUri, () => provider),
    );
    const callback = provider.callback();
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return callback(request, response);
      void provider.interactionFinished(request, response, { login: { accountId: mine.who.sub } });
    });
    return mine;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** As a browser goes through it: from the address we sent it to, to the address it is sent back to. */
  async through(address: string): Promise<URL> {
    const jar = new Map<string, string>();
    for (let url = new URL(address), hops = 0; hops < 10; hops += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${url.href} → ${response.status}: ${await response.text()}`);
      url = new URL(location, url);
      if (!url.href.startsWith(this.issuer)) return url;
    }
    throw new Error('the provider sends in circles');
  }

  #configuration(redirectUri: string, provider: () => Provider): object {
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [new URL('/signin', redirectUri).href],
          grant_types: ['authorization_code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'employee'] },
      cookies: { keys: ['for the tests only'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => Promise.resolve(this.who) }),
      // Nobody is asked whether we may know his name: the office runs both.
      loadExistingGrant: async (context: {
        oidc: { session: { accountId: string }; client: { clientId: string } };
      }) => {
        const { session, client } = context.oidc;
        const grant = new (provider().Grant)({ accountId: session.accountId, clientId: client.clientId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    };
  }
}
