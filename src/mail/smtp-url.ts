import { refuse, type Refusal } from '../domain/refusal.ts';

/**
 * How the link is protected: `implicit` TLS from the first byte (smtps), STARTTLS `required`, STARTTLS `offered` (used when
 * the server has it), or `off`.
 */
export type SmtpSecurity = 'implicit' | 'required' | 'offered' | 'off';

export interface SmtpServer {
  host: string;
  port: number;
  security: SmtpSecurity;
  auth: { user: string; pass: string } | null;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
const DEFAULT_PORT = { 'smtp:': 587, 'smtps:': 465 } as const;

/**
 * Reads `SMTP_URL`: `smtp://user:pass@host:port` or `smtps://…`. `?starttls=required|offered|off` decides for smtp://; without it
 * a password never crosses a network in the clear: required when there are credentials and the host is not this machine.
 */
export function parseSmtpUrl(text: string, field: string): SmtpServer | Refusal {
  // the value is not echoed: it may hold a password
  const no = (): Refusal => refuse('badFormat', field, '', { shape: 'smtp[s]://[user:password@]host[:port]' });
  if (!URL.canParse(text)) return no();
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return no();
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  if (host === '' || (url.pathname !== '' && url.pathname !== '/')) return no();
  const auth = credentials(url);
  const security = url.protocol === 'smtps:' ? 'implicit' : starttls(url, auth !== null && !LOOPBACK.test(host));
  if (auth === undefined || security === null) return no();
  return { host, port: Number(url.port) || DEFAULT_PORT[url.protocol], security, auth };
}

/** Undefined when a percent escape is broken, as in a password with a bare `%`. */
function credentials(url: URL): SmtpServer['auth'] | undefined {
  if (url.username === '') return null;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch {
    return undefined;
  }
}

function starttls(url: URL, mustProtect: boolean): SmtpSecurity | null {
  const asked = url.searchParams.get('starttls');
  if (asked === null) return mustProtect ? 'required' : 'offered';
  return asked === 'required' || asked === 'offered' || asked === 'off' ? asked : null;
}
