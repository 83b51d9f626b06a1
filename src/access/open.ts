/** Routes that ask for no sign-in, and why that is right. Everything else needs a row of the table. */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  health: 'whoever watches the process has no account; it says nothing of the inside',
  ready: 'as health',
  signIn: 'nobody is signed in before it',
  askBeforeDecoding: 'a browser asks it without a sign-in; it answers with headers alone',
  getLetterPage:
    'opened by the key in its address, for browsers without a token; only where mails are caught and none leaves',
};

/** The same for pages, which have no operation: by their address and what lies below it; with `*`, by how it begins. */
export const OPEN_PAGES: Readonly<Record<string, string>> = {
  '/api/openapi.json': 'the description of the API, the same for everybody',
  '/api/docs': 'the page of the description',
  '/l/':
    'one-click links: the secret in the address is the sign-in, and what it does is held against the table for its holder',
  '/a/': 'links to a first or a new password: the secret in the address is the sign-in',
  '/signin*': 'nobody is signed in before it; a question for a link by mail answers everybody alike',
  '/account*': 'one’s own account: each page asks for the session itself, and acts on its owner',
  '/.well-known/security.txt': 'whom to tell of a weakness, which must be readable for everybody',
  '/mailbox': 'opened by the key in its address; only where mails are caught and none leaves',
};
