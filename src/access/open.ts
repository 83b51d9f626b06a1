/** Routes that ask for no sign-in, and why that is right. Everything else needs a row of the table. */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  health: 'whoever watches the process has no account; it says nothing of the inside',
  ready: 'as health',
  signIn: 'nobody is signed in before it',
  askBeforeDecoding: 'a browser asks it without a sign-in; it answers with headers alone',
  getLetterPage:
    'opened by the key in its address, for browsers without a token; only where mails are caught and none leaves',
};

/** The addresses of the console; the same page answers at each, and `console/src/app/app.tsx` knows what to show there. */
export const CONSOLE_PATHS = [
  '/',
  '/screen',
  '/projects',
  '/projects/:code',
  '/pace',
  '/problems',
  '/problems/:code',
  '/month',
  '/dispatch',
  '/dispatch/:series',
  '/dispatch/:series/:date',
  '/dispatch/:series/:date/minutes',
  '/dispatch/:series/:date/mails',
  '/supervision',
  '/supervision/visits',
  '/supervision/visits/:code',
  '/settings',
  '/settings/:section',
  '/settings/texts/:kind/:variant',
  '/people',
  '/units',
  '/import',
  '/import/:id',
] as const;

const CONSOLE = 'the console: one page that holds nothing of anybody; all it shows it asks the API for';

/** The same for pages, which have no operation: by their address and what lies below it; with `*`, by how it begins; `/` is itself alone. */
export const OPEN_PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CONSOLE_PATHS.map(path => [path, CONSOLE])),
  '/assets/': 'the files of the console, the same for everybody',
  '/icon.svg': 'as the files of the console',
  '/api/openapi.json': 'the description of the API, the same for everybody',
  '/api/docs': 'the page of the description',
  '/l/':
    'one-click links: the secret in the address is the sign-in, and what it does is held against the table for its holder',
  '/u/':
    'muting a kind of mails from the mail itself: the secret in the address is the sign-in, and it does that alone',
  '/d/':
    'a deputy who declines, from the mail that named him: the secret in the address is the sign-in, and it does that alone',
  '/calendar/': 'a calendar to subscribe to: the secret in the address is the sign-in, and it can only be read',
  '/a/': 'links to a first or a new password: the secret in the address is the sign-in',
  '/signin*': 'nobody is signed in before it; a question for a link by mail answers everybody alike',
  '/account*': 'one’s own account: each page asks for the session itself, and acts on its owner',
  '/.well-known/security.txt': 'whom to tell of a weakness, which must be readable for everybody',
  '/mailbox': 'opened by the key in its address; only where mails are caught and none leaves',
};
