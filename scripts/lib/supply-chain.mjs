// What is asked of the packages we stand on. Pure, so that a test can hold it to its word; `scripts/supply-chain.mjs` reads the files.

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
export const packageOf = path => path.replace(/^.*node_modules\//, '');

const entriesOf = lock => Object.entries(lock.packages ?? {}).filter(([path]) => path !== '');

/** What is wrong with a lock file: nothing may be fetched that was not seen before, and no address may say from where. */
export function lockFindings(lock) {
  const found = lock.lockfileVersion === 3 ? [] : [`lockfileVersion ${lock.lockfileVersion}, 3 is wanted`];
  for (const [path, { integrity, resolved, link, version }] of entriesOf(lock)) {
    if (resolved !== undefined) found.push(`${path}: names an address`);
    if (link) found.push(`${path}: a link into another folder`);
    else if (!/^sha512-[A-Za-z0-9+/]{86}==/.test(integrity ?? '')) found.push(`${path}: no SHA-512`);
    if (!/^\d+\.\d+\.\d+/.test(version ?? '')) found.push(`${path}: version ${version}`);
  }
  return found;
}

/** `(MIT OR GPL-3.0-or-later)`: one of them is enough; `MIT AND Zlib`: all are needed. */
export function isAllowed(expression, allowed) {
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/ OR /.test(bare)) return bare.split(/ OR /).some(part => isAllowed(part, allowed));
  if (/ AND /.test(bare)) return bare.split(/ AND /).every(part => isAllowed(part, allowed));
  return allowed.includes(bare);
}

/** Licences that are not on the list, and exceptions nothing needs any more. */
export function licenceFindings(lock, { allowed, exceptions }) {
  const needed = new Set();
  const found = [];
  for (const [path, { license: licence = null }] of entriesOf(lock)) {
    if (licence !== null && isAllowed(licence, allowed)) continue;
    const exception = exceptions.find(one => one.package === packageOf(path) && one.licence === licence);
    if (exception) needed.add(exception);
    else found.push(`${packageOf(path)}: ${licence ?? 'declares no licence'}`);
  }
  const idle = exceptions.filter(exception => !needed.has(exception));
  return [...found, ...idle.map(({ package: name }) => `${name}: an exception that nothing needs any more`)];
}

/** How many packages are under which licence, the most first. */
export function licenceTable(lock) {
  const counts = new Map();
  for (const [, { license = 'none declared' }] of entriesOf(lock)) counts.set(license, (counts.get(license) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/**
 * Advisories of `npm audit --json` without an exception that still holds, and exceptions that are over or idle. `today` is `YYYY-MM-DD`; the
 * day in `until` is the last one.
 */
export function auditFindings(report, exceptions, today) {
  const advisories = new Map();
  for (const { via = [] } of Object.values(report.vulnerabilities ?? {})) {
    for (const one of via) if (typeof one === 'object') advisories.set(`${advisoryOf(one)} ${one.name}`, one);
  }
  const held = new Set();
  const found = [];
  for (const advisory of advisories.values()) {
    const { name, severity, title } = advisory;
    const told = `${name}: ${severity}, ${title} (${advisoryOf(advisory)})`;
    const exception = exceptions.find(one => one.advisory === advisoryOf(advisory) && one.package === name);
    if (!exception) found.push(told);
    else if (exception.until < today) found.push(`${told}: its exception ended on ${exception.until}`);
    if (exception) held.add(exception);
  }
  const idle = exceptions.filter(exception => !held.has(exception));
  return [...found, ...idle.map(one => `${one.package}: an exception for ${one.advisory} that nothing needs any more`)];
}

/** `https://github.com/advisories/GHSA-…` → `GHSA-…`. */
const advisoryOf = ({ url = '', source }) => /GHSA-[\w-]+/.exec(url)?.[0] ?? String(source);

/** Every exception says who, until when and why; a date without an end is none. */
export const exceptionFindings = exceptions =>
  exceptions.flatMap(({ advisory, package: name, until, reason }) => [
    ...(/^(GHSA-[\w-]+|\d+)$/.test(advisory ?? '') && name ? [] : [`${name}: no advisory or package`]),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(until ?? '') ? [] : [`${name}: no day on which it ends`]),
    ...((reason ?? '').length >= 20 ? [] : [`${name}: no reason`]),
  ]);

const idOf = (path, { version }) => `${packageOf(path)}@${version}`;
const componentId = ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`;

/**
 * A bill of materials (CycloneDX) of everything, cut down to what runs in production. npm's own `--omit dev` is not asked: it leaves out what a
 * development tool uses as well, which was the database driver and the Temporal SDK.
 */
export function productionBom(bom, lock) {
  const running = new Set(entriesOf(lock).flatMap(([path, entry]) => (entry.dev ? [] : [idOf(path, entry)])));
  const components = bom.components.filter(component => running.has(componentId(component)));
  const kept = new Set([bom.metadata?.component?.['bom-ref'], ...components.map(component => component['bom-ref'])]);
  const dependencies = (bom.dependencies ?? [])
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(one => kept.has(one)) }));
  return { ...bom, components, dependencies };
}

/** Packages of the running product that a bill of materials does not name; what a platform may lack need not be in it. */
export function bomFindings(bom, lock) {
  if (bom.bomFormat !== 'CycloneDX') return ['no CycloneDX'];
  const named = new Set((bom.components ?? []).map(componentId));
  const needed = entriesOf(lock).filter(
    ([, { dev, optional, peer, devOptional }]) => !dev && !optional && !peer && !devOptional,
  );
  const missing = new Set(needed.map(([path, entry]) => idOf(path, entry)).filter(id => !named.has(id)));
  return [...missing].map(id => `${id}: not in the bill of materials`);
}
