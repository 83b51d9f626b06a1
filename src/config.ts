import { isIP } from 'node:net';
import { z } from 'zod';
import { parseSender, type NamedAddress } from './mail/address.ts';
import { parseSmtpUrl, type SmtpServer } from './mail/smtp-url.ts';
import { isRefusal, type Refusal } from './domain/refusal.ts';

/** The only reader of the environment. Everything has a default on which one machine runs; a wrong value is named and nothing starts. */
function parsedBy<T>(parse: (text: string, field: string) => T | Refusal, field: string, shape: string) {
  return z.string().transform((text, ctx): T => {
    const value = parse(text, field);
    if (!isRefusal(value)) return value;
    ctx.addIssue({ code: 'custom', message: shape });
    return z.NEVER;
  });
}

/** `10.0.0.0/8, 192.168.1.5` → its parts. */
function addressList(text: string): string[] {
  return text.split(',').map(part => part.trim());
}

const isAddressList = (parts: readonly string[]): boolean => parts.every(isAddressOrRange);

function isAddressOrRange(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits] = text.split('/', 2);
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  /** Where the embedded parts keep their state, and the local token. */
  DISPATCH_DATA: z.string().min(1).default('.data'),
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** How people reach the server: the links in mails begin with it. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#]*$/)
    .optional(),
  /** Proxies whose X-Forwarded-… headers are believed, so that callers are told apart by their own addresses. */
  TRUSTED_PROXIES: z.string().transform(addressList).refine(isAddressList).optional(),
  /** PostgreSQL ≥ 15. Absent: the embedded database in DISPATCH_DATA. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A Temporal server or Cloud. Absent: the embedded development server. All TEMPORAL_… variables and profiles are read by envconfig. */
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_PROFILE: z.string().min(1).optional(),
  TEMPORAL_CONFIG_FILE: z.string().min(1).optional(),
  /** smtp[s]://user:password@host:port. Absent: the development mailbox, from which nothing leaves the machine. */
  SMTP_URL: parsedBy(
    parseSmtpUrl,
    'SMTP_URL',
    'smtp[s]://[user:password@]host[:port][?starttls=required|offered|off]',
  ).optional(),
  MAIL_FROM: parsedBy(parseSender, 'MAIL_FROM', '名称 <name@host> | name@host').prefault('周调度 <dispatch@localhost>'),
  /** live: sent over SMTP · sink: rendered and marked, nothing leaves · hold: kept until released. */
  MAIL_MODE: z.enum(['live', 'sink', 'hold']).default('live'),
  MAIL_CONNECTIONS: z.coerce.number().int().min(1).max(50).default(5),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
});

const URL_SHAPES: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'http[s]://host[:port][/path]',
  DATABASE_URL: 'postgres://user:password@host:port/database',
  SMTP_URL: 'smtp[s]://[user:password@]host[:port][?starttls=required|offered|off]',
};
const PORT_RULE = '0 – 65535 的整数，0 为任意空闲端口 / an integer from 0 to 65535, 0 takes any free port';

/** What each variable may be, for the message that refuses it. */
const RULES: Readonly<Record<string, string>> = {
  ...URL_SHAPES,
  PORT: PORT_RULE,
  TRUSTED_PROXIES: '以逗号分隔的地址或网段，如 / addresses or ranges with commas between, e.g. loopback, 10.0.0.0/8',
  MAIL_FROM: '名称 <name@host> 或 / or name@host',
  MAIL_MODE: 'live | sink | hold',
  MAIL_CONNECTIONS: '1 – 50 的整数 / an integer from 1 to 50',
  LOG_LEVEL: 'trace | debug | info | warn | error | silent',
};

/** A URL may hold a password: its value is not repeated. */
const shown = (name: string, value: string | undefined): string =>
  name in URL_SHAPES ? '…' : JSON.stringify(value ?? '');

export interface Config {
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string;
  /** Whether PUBLIC_URL was named. Otherwise it is this machine's own address, which is of use on this machine only. */
  publicUrlGiven: boolean;
  trustedProxies: readonly string[] | null;
  databaseUrl: string | null;
  /** Whether a real Temporal is named; how to reach it is read by envconfig. */
  temporalGiven: boolean;
  /** Null: the development mailbox. */
  smtp: SmtpServer | null;
  mail: { from: NamedAddress; mode: 'live' | 'sink' | 'hold'; connections: number };
  /** Null: the process's own default. */
  logLevel: string | null;
  /** Whether npm started us: then we end with it, even when it is killed. */
  launchedByNpm: boolean;
}

/** Where a server that listens on `host` is found from its own machine. */
export function ownUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : isIP(host) === 6 ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** @throws Error that names every variable that is wrong, its value's rule, in Chinese and English */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is one that is not set: that is how compose files and CI leave things out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(issue => String(issue.path[0])))];
    const lines = names.map(name => `  ${name}=${shown(name, given[name])}\n    ${RULES[name] ?? ''}`);
    throw new Error(`环境变量有误，未启动 / wrong environment variables, not started:\n${lines.join('\n')}`);
  }
  const v = parsed.data;
  return {
    dataDir: v.DISPATCH_DATA,
    port: v.PORT,
    host: v.HOST,
    publicUrl: v.PUBLIC_URL ?? ownUrl(v.HOST, v.PORT),
    publicUrlGiven: v.PUBLIC_URL !== undefined,
    trustedProxies: v.TRUSTED_PROXIES ?? null,
    databaseUrl: v.DATABASE_URL ?? null,
    temporalGiven: [v.TEMPORAL_ADDRESS, v.TEMPORAL_PROFILE, v.TEMPORAL_CONFIG_FILE].some(name => name !== undefined),
    smtp: v.SMTP_URL ?? null,
    mail: { from: v.MAIL_FROM, mode: v.MAIL_MODE, connections: v.MAIL_CONNECTIONS },
    logLevel: v.LOG_LEVEL ?? null,
    launchedByNpm: env.npm_lifecycle_event !== undefined,
  };
}
