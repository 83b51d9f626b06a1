import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { isSafeIssuer, type ProviderSettings } from './accounts/provider.ts';
import type { S3Settings } from './files/s3-store.ts';
import { DEFAULT_DATA } from './contract/defaults.ts';
import { parseCodecKeys, type CodecKey } from './contract/codec-key.ts';
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

const A_YEAR_SECONDS = 365 * 86_400;

const isAddressList = (parts: readonly string[]): boolean => parts.every(isAddressOrRange);

function isAddressOrRange(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits] = text.split('/', 2);
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const perMinute = z.coerce.number().int().min(1).max(1_000_000);
const port = z.coerce.number().int().min(0).max(65_535);

const variables = z.object({
  /** Where the embedded parts keep their state, and the local token. */
  DISPATCH_DATA: z.string().min(1).default(DEFAULT_DATA),
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** How people reach the server: the links in mails begin with it. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#]*$/)
    .optional(),
  /** Proxies whose X-Forwarded-… headers are believed, so that callers are told apart by their own addresses. */
  TRUSTED_PROXIES: z.string().transform(addressList).refine(isAddressList).optional(),
  /** How long browsers are to insist on TLS. Absent: a year where PUBLIC_URL begins with https. */
  HSTS_SECONDS: z.coerce.number().int().min(0).max(63_072_000).optional(),
  /** Requests a minute that one API process takes of one address, of one account, and of one account at one costly route. */
  RATE_LIMIT_ADDRESS: perMinute.default(6_000),
  RATE_LIMIT_ACCOUNT: perMinute.default(1_200),
  RATE_LIMIT_COSTLY: perMinute.default(60),
  /** Whom to tell of a weakness, for /.well-known/security.txt. Absent: there is no such file. */
  SECURITY_CONTACT: z
    .string()
    .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+|tel:\+?[\d-]+)$/)
    .optional(),
  /** PostgreSQL ≥ 15. Absent: the embedded database in DISPATCH_DATA. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The same database as the owner of its tables, who migrates it; then the role of DATABASE_URL cannot rewrite what only grows. */
  DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A Temporal server or Cloud. Absent: the embedded development server. All TEMPORAL_… variables and profiles are read by envconfig. */
  TEMPORAL_ADDRESS: z.string().min(1).optional(),
  TEMPORAL_PROFILE: z.string().min(1).optional(),
  TEMPORAL_CONFIG_FILE: z.string().min(1).optional(),
  /** Used by envconfig; here, because it may stand in a file. */
  TEMPORAL_API_KEY: z.string().optional(),
  /** `name:base64 of 32 bytes`, with commas between: the first encrypts what travels through Temporal, all decrypt. */
  TEMPORAL_CODEC_KEYS: parsedBy(parseCodecKeys, 'TEMPORAL_CODEC_KEYS', 'name:base64').optional(),
  /** Where Temporal's UI is opened: its pages may ask us to decrypt. */
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
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
  /** A bucket of an S3-compatible store for files of evidence. Absent: the folder `files` of DISPATCH_DATA. */
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#@]*$/)
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/)
    .default('us-east-1'),
  S3_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9!_.*'()-]+(?:\/[A-Za-z0-9!_.*'()-]+)*\/?$/)
    .optional(),
  S3_PATH_STYLE: z.enum(['true', 'false']).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Seals the secrets of second factors. Absent: the file `accounts.key` of DISPATCH_DATA. */
  ACCOUNTS_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .transform(text => Buffer.from(text, 'base64'))
    .optional(),
  /** An identity provider (OpenID Connect) by which people sign in besides their passwords. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40).optional(),
  OIDC_CLAIM: z
    .string()
    .regex(/^[A-Za-z][\w.:/-]{0,99}$/)
    .default('email'),
  OIDC_SCOPE: z
    .string()
    .regex(/^openid( [\w.:/-]+)*$/)
    .default('openid email profile'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
});

type Variables = z.output<typeof variables>;

/** Half a provider is a slip; one on a line that everybody reads would hand its secrets out. */
function checkProvider(v: Pick<Variables, 'OIDC_ISSUER' | 'OIDC_CLIENT_ID'>, ctx: z.RefinementCtx): void {
  const pair = ['OIDC_ISSUER', 'OIDC_CLIENT_ID'] as const;
  const missing = pair.filter(name => v[name] === undefined);
  if (missing.length === 1) ctx.addIssue({ code: 'custom', path: [...missing], message: 'both' });
  if (v.OIDC_ISSUER !== undefined && !isSafeIssuer(v.OIDC_ISSUER)) {
    ctx.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message: 'https' });
  }
}

/** One key without the other is a slip, and so are keys without a bucket. */
const schema = variables.superRefine((v, ctx) => {
  checkProvider(v, ctx);
  const keys = ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const given = keys.filter(name => v[name] !== undefined);
  if (given.length === 0 || (given.length === 2 && v.S3_BUCKET !== undefined)) return;
  const [wrong = keys[0]] = given.length === 1 ? keys.filter(name => v[name] === undefined) : keys;
  ctx.addIssue({ code: 'custom', path: [wrong], message: 'both, with a bucket' });
});

const URL_SHAPES: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'http[s]://host[:port][/path]',
  DATABASE_URL: 'postgres://user:password@host:port/database',
  DATABASE_ADMIN_URL: 'postgres://user:password@host:port/database',
  SMTP_URL: 'smtp[s]://[user:password@]host[:port][?starttls=required|offered|off]',
  S3_ENDPOINT: 'http[s]://host[:port]',
};
const PORT_RULE = '0 – 65535 的整数，0 为任意空闲端口 / an integer from 0 to 65535, 0 takes any free port';

const PER_MINUTE_RULE = '1 – 1000000 的整数 / an integer from 1 to 1000000';

const KEYS_RULE =
  '与另一个成对，或写入 …_FILE 所指的文件；只用于 S3_BUCKET / both of the two, or in the files that …_FILE names; with S3_BUCKET only';

/** What each variable may be, for the message that refuses it. */
const RULES: Readonly<Record<string, string>> = {
  ...URL_SHAPES,
  PORT: PORT_RULE,
  TEMPORAL_CODEC_KEYS:
    '名称:32 字节的 base64，以逗号分隔 / name:base64 of 32 bytes, with commas between; openssl rand -base64 32',
  TEMPORAL_UI_URL: 'http[s]://host[:port]',
  TRUSTED_PROXIES: '以逗号分隔的地址或网段，如 / addresses or ranges with commas between, e.g. loopback, 10.0.0.0/8',
  HSTS_SECONDS: '0 – 63072000 的整数，0 为不发送 / an integer from 0 to 63072000, 0 sends none',
  RATE_LIMIT_ADDRESS: PER_MINUTE_RULE,
  RATE_LIMIT_ACCOUNT: PER_MINUTE_RULE,
  RATE_LIMIT_COSTLY: PER_MINUTE_RULE,
  SECURITY_CONTACT: 'mailto:name@host | https://… | tel:+…',
  MAIL_FROM: '名称 <name@host> 或 / or name@host',
  MAIL_MODE: 'live | sink | hold',
  MAIL_CONNECTIONS: '1 – 50 的整数 / an integer from 1 to 50',
  S3_BUCKET: '存储桶名称：3 – 63 个小写字母、数字、点、连字符 / the name of a bucket: 3 to 63 of a–z, 0–9, . and -',
  S3_REGION: '如 / e.g. us-east-1, cn-north-1',
  S3_PREFIX: '如 / e.g. papers/',
  S3_PATH_STYLE: 'true | false',
  S3_ACCESS_KEY_ID: KEYS_RULE,
  S3_SECRET_ACCESS_KEY: KEYS_RULE,
  ACCOUNTS_KEY: '32 字节的 base64，如 / 32 bytes in base64, e.g. from openssl rand -base64 32',
  OIDC_ISSUER: 'https://…，与 OIDC_CLIENT_ID 成对 / with OIDC_CLIENT_ID; http only on this machine',
  OIDC_CLIENT_ID: '与 OIDC_ISSUER 成对 / with OIDC_ISSUER',
  OIDC_NAME: '最多 40 个字 / at most 40 characters',
  OIDC_CLAIM: 'email | sub | 其他声明名 / the name of another claim',
  OIDC_SCOPE: 'openid …',
  LOG_LEVEL: 'trace | debug | info | warn | error | silent',
};

/** A URL may hold a password, a key is one: their values are not repeated. */
const shown = (name: string, value: string | undefined): string =>
  name in URL_SHAPES || /_(?:KEYS?|SECRET)(?:_|$)/.test(name) ? '…' : JSON.stringify(value ?? '');

export interface Config {
  dataDir: string;
  port: number;
  host: string;
  publicUrl: string;
  /** Whether PUBLIC_URL was named. Otherwise it is this machine's own address, which is of use on this machine only. */
  publicUrlGiven: boolean;
  trustedProxies: readonly string[] | null;
  /** 0: not sent. */
  hstsSeconds: number;
  /** Requests a minute. */
  rateLimits: { address: number; account: number; costly: number };
  /** Null: nobody has been named. */
  securityContact: string | null;
  databaseUrl: string | null;
  /** Null: the role of `databaseUrl` migrates by itself. */
  databaseAdminUrl: string | null;
  /** Whether a real Temporal is named; how to reach it is read by envconfig. */
  temporalGiven: boolean;
  /** What envconfig reads instead of the environment; null: nothing of it stands in a file. */
  temporalEnv: Readonly<Record<string, string>> | null;
  /** Empty: payloads travel as they are. */
  codecKeys: readonly CodecKey[];
  /** Origin of Temporal's UI; null: no page of another origin may ask for anything. */
  temporalUiOrigin: string | null;
  /** Null: the development mailbox. */
  smtp: SmtpServer | null;
  mail: { from: NamedAddress; mode: 'live' | 'sink' | 'hold'; connections: number };
  /** Null: files of evidence lie in the data directory. */
  s3: S3Settings | null;
  /** Null: the one of the data directory. */
  accountsKey: Buffer | null;
  /** Null: people sign in by passwords alone. */
  provider: ProviderSettings | null;
  /** Null: the process's own default. */
  logLevel: string | null;
  /** A made-up city in a data directory of its own; nothing real is reached. */
  demo: boolean;
  /** Whether npm started us: then we end with it, even when it is killed. */
  launchedByNpm: boolean;
}

/** What opens something, or may hold what does. `SMTP_URL_FILE=/run/secrets/…`: the variable is the content of that file. */
export const IN_FILES = [
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'SMTP_URL',
  'TEMPORAL_API_KEY',
  'TEMPORAL_CODEC_KEYS',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'ACCOUNTS_KEY',
  'OIDC_CLIENT_SECRET',
] as const;

function fromFiles(given: Record<string, string | undefined>): Record<string, string | undefined> {
  const read = { ...given };
  for (const name of IN_FILES) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new Error(`${name}_FILE=${file}\n  文件读不出 / the file cannot be read: ${why}`, { cause: error });
    }
  }
  return read;
}

const withValues = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));

/** Servers of one's own are mostly reached by one name, with the bucket in the path; Amazon's by a name for each bucket. */
function s3Of(v: Variables): S3Settings | null {
  if (v.S3_BUCKET === undefined) return null;
  const { S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = v;
  return {
    bucket: v.S3_BUCKET,
    endpoint: v.S3_ENDPOINT ?? null,
    region: v.S3_REGION,
    prefix: v.S3_PREFIX === undefined ? '' : v.S3_PREFIX.replace(/\/?$/, '/'),
    pathStyle: v.S3_PATH_STYLE === undefined ? v.S3_ENDPOINT !== undefined : v.S3_PATH_STYLE === 'true',
    keys: id !== undefined && secret !== undefined ? { id, secret } : null,
  };
}

function providerOf(v: Variables): ProviderSettings | null {
  if (v.OIDC_ISSUER === undefined || v.OIDC_CLIENT_ID === undefined) return null;
  return {
    issuer: v.OIDC_ISSUER,
    clientId: v.OIDC_CLIENT_ID,
    clientSecret: v.OIDC_CLIENT_SECRET ?? null,
    name: v.OIDC_NAME ?? null,
    claim: v.OIDC_CLAIM,
    scope: v.OIDC_SCOPE,
  };
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
  const read = fromFiles(given);
  const parsed = schema.safeParse(read);
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
    hstsSeconds: v.HSTS_SECONDS ?? (v.PUBLIC_URL?.startsWith('https:') ? A_YEAR_SECONDS : 0),
    rateLimits: { address: v.RATE_LIMIT_ADDRESS, account: v.RATE_LIMIT_ACCOUNT, costly: v.RATE_LIMIT_COSTLY },
    securityContact: v.SECURITY_CONTACT ?? null,
    databaseUrl: v.DATABASE_URL ?? null,
    databaseAdminUrl: v.DATABASE_ADMIN_URL ?? null,
    temporalGiven: [v.TEMPORAL_ADDRESS, v.TEMPORAL_PROFILE, v.TEMPORAL_CONFIG_FILE].some(name => name !== undefined),
    temporalEnv: given['TEMPORAL_API_KEY_FILE'] === undefined ? null : withValues(read),
    codecKeys: v.TEMPORAL_CODEC_KEYS ?? [],
    temporalUiOrigin: v.TEMPORAL_UI_URL === undefined ? null : new URL(v.TEMPORAL_UI_URL).origin,
    smtp: v.SMTP_URL ?? null,
    mail: { from: v.MAIL_FROM, mode: v.MAIL_MODE, connections: v.MAIL_CONNECTIONS },
    s3: s3Of(v),
    accountsKey: v.ACCOUNTS_KEY ?? null,
    provider: providerOf(v),
    logLevel: v.LOG_LEVEL ?? null,
    demo: false,
    launchedByNpm: env.npm_lifecycle_event !== undefined,
  };
}

const DEMO_DATA = '.data-demo';

/** The same machine with a made-up city: whatever real part is named stays untouched, and no mail leaves. */
export const asDemo = (config: Config): Config => ({
  ...config,
  demo: true,
  dataDir: config.dataDir === DEFAULT_DATA ? DEMO_DATA : config.dataDir,
  ...{ databaseUrl: null, databaseAdminUrl: null, temporalGiven: false, temporalEnv: null, temporalUiOrigin: null },
  ...{ codecKeys: [], smtp: null, s3: null, provider: null },
  mail: { ...config.mail, mode: 'live' },
});
