// Imports point one way, down (ARCHITECTURE.md). A folder may import from itself and from what stands here; `types` are
// allowed as `import type` only. A folder of src that is not in the table is refused, so that a new one finds its place.
import { dirname, join, relative, sep } from 'node:path';

const FORMATS = ['access', 'ledger', 'audit', 'calendar', 'mail', 'links', 'spreadsheet', 'reports'];
const PURE = ['domain', 'contract'];

const ALLOWED = {
  domain: { values: [] },
  contract: { values: ['domain'] },
  // Who may do what, as data; the ledger narrows its reads by it.
  access: { values: PURE },
  calendar: { values: PURE },
  mail: { values: PURE },
  links: { values: PURE },
  spreadsheet: { values: PURE },
  reports: { values: PURE },
  // An Office document is told by the files in its zip.
  files: { values: [...PURE, 'spreadsheet'] },
  // The ledger keeps the outbox, so it implements the port that the mail sender asks for.
  ledger: { values: [...PURE, 'access'], types: ['mail', 'reports'] },
  // How people sign in: rules and rows, pages in the look of those of links, mails by the outbox.
  accounts: { values: [...PURE, 'ledger', 'audit', 'links'] },
  // Reads and chains what the ledger keeps; nothing of the ledger knows of it.
  audit: { values: [...PURE, 'ledger', 'spreadsheet'] },
  activities: { values: [...PURE, ...FORMATS] },
  // The sandbox: whatever comes in here is in the bundle.
  workflows: { values: PURE, types: ['activities'] },
  temporal: { values: [...PURE, 'workflows'] },
  api: { values: [...PURE, ...FORMATS, 'accounts', 'files', 'temporal'] },
  // A made-up city, through the ledger's own commit.
  demo: { values: [...PURE, 'calendar', 'ledger'] },
  cli: { values: [...PURE, ...FORMATS, 'temporal'] },
  embedded: { values: [...PURE, 'mail'] },
  // The product once more, on a server that skips time.
  rehearsal: { values: [...PURE, ...FORMATS, 'activities', 'temporal', 'embedded'], top: true },
  // What the processes share; with src/*.ts it stands on top and wires everything.
  processes: {
    values: [...PURE, ...FORMATS, 'accounts', 'files', 'activities', 'temporal', 'api', 'embedded', 'demo'],
    top: true,
  },
};

export const importDirection = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      folder: 'src/{{from}} has no place in the import table (scripts/eslint/import-direction.mjs).',
      process: 'src/{{from}} must not import {{to}}, which stands on top: pass in what is needed.',
      value: 'src/{{from}} must not import from src/{{to}}: imports point down (ARCHITECTURE.md).',
      type: 'src/{{from}} may take types only from src/{{to}}: write `import type`.',
      builtin: 'src/{{from}} must run anywhere, the workflow sandbox included: no Node built-in {{to}}.',
      package: 'src/workflows may import @temporalio/workflow only, not {{to}}.',
    },
  },
  create(context) {
    const source = join(context.cwd, 'src');
    const [from, ...rest] = relative(source, context.filename).split(sep);
    if (from === '..' || rest.length === 0) return {};
    const check = (node, request, typeOnly) => {
      const fault = request.startsWith('.')
        ? faultOfFile({ from, to: relative(source, join(dirname(context.filename), request)).split(sep), typeOnly })
        : faultOfPackage({ from, request, typeOnly });
      if (fault) context.report({ node, messageId: fault.messageId, data: { from, to: fault.to } });
    };
    const visit = node => {
      if (typeof node.source?.value === 'string') check(node, node.source.value, isTypeOnly(node));
    };
    return {
      ImportDeclaration: visit,
      ExportNamedDeclaration: visit,
      ExportAllDeclaration: visit,
      ImportExpression: visit,
    };
  },
};

const isTypeOnly = node =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.specifiers?.length > 0 && node.specifiers.every(specifier => specifier.importKind === 'type'));

function faultOfFile({ from, to: [to, ...rest], typeOnly }) {
  const allowed = ALLOWED[from];
  if (!allowed) return { messageId: 'folder' };
  if (to === from) return undefined;
  if (rest.length === 0 || to === '..') return allowed.top ? undefined : { messageId: 'process', to };
  if (allowed.values.includes(to)) return undefined;
  if (!allowed.types?.includes(to)) return { messageId: 'value', to };
  return typeOnly ? undefined : { messageId: 'type', to };
}

function faultOfPackage({ from, request, typeOnly }) {
  if (request.startsWith('node:') && ['domain', 'workflows', 'contract'].includes(from)) {
    return { messageId: 'builtin', to: request };
  }
  const sandboxed = ['@temporalio/workflow', '@temporalio/common'];
  return from === 'workflows' && !typeOnly && !sandboxed.includes(request)
    ? { messageId: 'package', to: request }
    : undefined;
}
