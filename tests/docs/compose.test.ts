import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { configVariables, exists, manifest, read } from './project-files.ts';

// There is no container engine where this runs: what can be known without one is checked here.

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  networks?: string[];
  volumes?: string[];
  configs?: { source: string; target: string }[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart?: string;
  ports?: string[];
  profiles?: string[];
  [other: string]: unknown;
}

interface Compose {
  name: string;
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
  configs: Record<string, { content: string }>;
}

const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = ['api', 'worker'];

/** Of the Compose specification, what we use. A key with a typo would be ignored silently by some engines. */
const SERVICE_KEYS = [
  ...['build', 'cap_drop', 'command', 'configs', 'depends_on', 'deploy', 'entrypoint', 'environment', 'healthcheck'],
  ...['image', 'init', 'logging', 'networks', 'ports', 'profiles', 'read_only', 'restart', 'security_opt', 'shm_size'],
  ...['stop_grace_period', 'tmpfs', 'volumes'],
];
const HEALTH_KEYS = ['test', 'interval', 'timeout', 'retries', 'start_period'];
const CONDITIONS = ['service_healthy', 'service_completed_successfully', 'service_started'];

/** Variables of the images we do not build, as their documentation names them. */
const IMAGE_VARIABLES: Record<string, readonly string[]> = {
  'ledger-db': ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'POSTGRES_INITDB_ARGS'],
  'ledger-role': ['PGHOST', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'APP_PASSWORD'],
  'temporal-db': ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'POSTGRES_INITDB_ARGS'],
  'temporal-schema': ['SQL_PLUGIN', 'SQL_HOST', 'SQL_PORT', 'SQL_USER', 'SQL_PASSWORD'],
  temporal: [
    ...['DB', 'DB_PORT', 'POSTGRES_SEEDS', 'POSTGRES_USER', 'POSTGRES_PWD', 'DBNAME', 'VISIBILITY_DBNAME'],
    ...['NUM_HISTORY_SHARDS', 'BIND_ON_IP', 'DYNAMIC_CONFIG_FILE_PATH'],
  ],
  // RETENTION is read by its own command line.
  'temporal-namespace': ['TEMPORAL_ADDRESS', 'RETENTION'],
  'temporal-ui': ['TEMPORAL_ADDRESS', 'TEMPORAL_DEFAULT_NAMESPACE'],
  'mail-catcher': ['MP_DATABASE'],
};
/** Read by Temporal's envconfig, not by `src/config.ts`. */
const ENVCONFIG = ['TEMPORAL_NAMESPACE'];

describe('the shape of docker-compose.yml', () => {
  test('has only keys that the Compose specification knows', () => {
    const top = Object.keys(compose).filter(key => !key.startsWith('x-'));
    expect(top.sort()).toEqual(['configs', 'name', 'networks', 'services', 'volumes']);
    const unknown = services.flatMap(([name, service]) =>
      Object.keys(service)
        .filter(key => !SERVICE_KEYS.includes(key))
        .map(key => `${name}.${key}`),
    );
    expect(unknown).toEqual([]);
  });

  test('gives every service an image with a pinned version', () => {
    const loose = services.filter(([, { image = '' }]) => !/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.]+)?$/.test(image));
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  test('tags our image with the version of the package', () => {
    for (const name of ours) expect(compose.services[name]?.image).toBe(`weekly-dispatch:${manifest().version}`);
  });

  test('restarts what dies', () => {
    expect(services.filter(([, { restart }]) => restart === undefined).map(([name]) => name)).toEqual([]);
  });

  test('writes every environment value as text', () => {
    const wrong = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([, value]) => typeof value !== 'string')
        .map(([key]) => `${name}.${key}`),
    );
    expect(wrong).toEqual([]);
  });

  test('checks the health of whatever others wait for', () => {
    const waitedFor = services.flatMap(([, { depends_on = {} }]) =>
      Object.entries(depends_on).flatMap(([name, { condition }]) => (condition === 'service_healthy' ? [name] : [])),
    );
    for (const name of [...waitedFor, 'api']) {
      const { healthcheck } = compose.services[name] as Service;
      expect(Object.keys(healthcheck ?? {}).filter(key => !HEALTH_KEYS.includes(key))).toEqual([]);
      expect(['CMD', 'CMD-SHELL']).toContain(healthcheck?.test[0]);
      expect(healthcheck?.test.every(word => typeof word === 'string')).toBe(true);
    }
  });
});

describe('what docker-compose.yml refers to is there', () => {
  test('services, with a condition that exists', () => {
    for (const [, { depends_on = {} }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(compose.services).toHaveProperty([name]);
        expect(CONDITIONS).toContain(condition);
      }
    }
  });

  test('no service waits for one that needs a profile', () => {
    const optional = services.filter(([, { profiles }]) => profiles !== undefined).map(([name]) => name);
    const waitedFor = services.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(waitedFor.filter(name => optional.includes(name))).toEqual([]);
  });

  test('networks, volumes and configs: each is defined, each is used', () => {
    const used = {
      networks: services.flatMap(([, { networks = [] }]) => networks),
      volumes: services.flatMap(([, { volumes = [] }]) => volumes.map(volume => volume.split(':')[0] ?? '')),
      configs: services.flatMap(([, { configs = [] }]) => configs.map(({ source }) => source)),
    };
    for (const kind of ['networks', 'volumes', 'configs'] as const) {
      expect([...new Set(used[kind])].sort()).toEqual(Object.keys(compose[kind]).sort());
    }
  });

  test('a service that waits for another shares a network with it', () => {
    for (const [, { depends_on = {}, networks = [] }] of services) {
      for (const name of Object.keys(depends_on)) {
        // The API waits for the namespace's job, which it never talks to.
        if (depends_on[name]?.condition === 'service_completed_successfully') continue;
        expect(compose.services[name]?.networks?.filter(network => networks.includes(network))).not.toEqual([]);
      }
    }
  });

  test('the host names in addresses are services', () => {
    const environments = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    for (const [key, value] of environments) {
      const [, host] = /^(?:TEMPORAL_ADDRESS)$/.test(key)
        ? (/^([\w-]+):\d+$/.exec(value) ?? [])
        : (/@([\w-]+):\d+\//.exec(value) ?? []);
      if (host !== undefined) expect(compose.services).toHaveProperty([host]);
      if (['SQL_HOST', 'POSTGRES_SEEDS', 'PGHOST'].includes(key)) expect(compose.services).toHaveProperty([value]);
    }
  });

  test('the commands of our processes are built from sources that exist', () => {
    for (const name of ours) {
      const { command = [], build } = compose.services[name] as Service;
      expect(build).toBe('.');
      const script = command.at(-1) ?? '';
      expect(script).toMatch(/^dist\/\w+\.js$/);
      expect(exists(script.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'))).toBe(true);
      // The same command as `npm run …`, without its set-up.
      expect(Object.values(manifest().scripts)).toContain(command.join(' '));
    }
  });

  test('the health check of the API asks a route that exists', () => {
    const [, path = ''] =
      /127\.0\.0\.1:8080\/api(\/\w+)/.exec(compose.services['api']?.healthcheck?.test.join(' ') ?? '') ?? [];
    expect(read('src/api/routes/system.ts')).toContain(`'${path}'`);
  });
});

describe('the variables of docker-compose.yml', () => {
  test('of our processes are known to src/config.ts or to Temporal’s envconfig', () => {
    const known = [...configVariables(), ...ENVCONFIG];
    expect(known).toContain('DATABASE_URL');
    for (const name of ours) {
      const given = Object.keys(compose.services[name]?.environment ?? {});
      expect(given.filter(key => !known.includes(key))).toEqual([]);
    }
  });

  test('of other images are ones those images know', () => {
    for (const [name, { environment = {} }] of services.filter(([key]) => !ours.includes(key))) {
      expect(Object.keys(environment).filter(key => !IMAGE_VARIABLES[name]?.includes(key))).toEqual([]);
    }
  });

  test('that .env gives are those of .env.example, no more and no fewer', () => {
    const asked = [...text.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name);
    const offered = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
    // COMPOSE_PROFILES is read by Compose itself.
    expect([...new Set([...asked, 'COMPOSE_PROFILES'])].sort()).toEqual(offered.sort());
  });

  test('that are secret have no default, here or in .env.example', () => {
    const example = read('.env.example');
    for (const name of ['LEDGER_DB_PASSWORD', 'LEDGER_APP_PASSWORD', 'TEMPORAL_DB_PASSWORD']) {
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
      expect(text).not.toMatch(new RegExp(`\\$\\{${name}:?-`));
      expect(text).toContain(`\${${name}:?`);
    }
  });

  test('let our processes work under a role that owns no table', () => {
    const roleIn = (url = ''): string => /^postgres:\/\/(\w+):/.exec(url)?.[1] ?? '';
    const owner = compose.services['ledger-db']?.environment?.['POSTGRES_USER'];
    for (const name of ours) {
      const { DATABASE_URL, DATABASE_ADMIN_URL } = compose.services[name]?.environment ?? {};
      expect([roleIn(DATABASE_URL), roleIn(DATABASE_ADMIN_URL)]).toEqual(['dispatch_app', owner]);
    }
    expect(compose.services['ledger-role']?.command?.[0]).toContain('create role dispatch_app login');
  });

  test('a worker cannot start without a mail server: it would keep all mails back', () => {
    expect(compose.services['worker']?.environment?.['SMTP_URL']).toMatch(/^\$\{SMTP_URL:\?/);
  });

  test('name the profile of the mail catcher in .env.example together with its address', () => {
    const { profiles = [] } = compose.services['mail-catcher'] as Service;
    expect(read('.env.example')).toContain(`COMPOSE_PROFILES=${profiles.join(',')}\n`);
    expect(read('.env.example')).toContain('SMTP_URL=smtp://mail-catcher:1025\n');
  });
});

describe('what is reached from outside', () => {
  test('is published on the loopback address unless .env says otherwise', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.filter(port => !/^(127\.0\.0\.1|\$\{BIND:-127\.0\.0\.1\}):/.test(port))).toEqual([]);
  });

  test('is no database: they stand in networks without a way out', () => {
    for (const name of ['ledger-db', 'temporal-db']) {
      const { networks = [], ports } = compose.services[name] as Service;
      expect(ports).toBeUndefined();
      expect(networks.map(network => compose.networks[network])).toEqual(networks.map(() => ({ internal: true })));
    }
  });
});
