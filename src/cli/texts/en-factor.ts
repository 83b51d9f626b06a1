import { fill } from './fill.ts';
import type { factorZh } from './zh-factor.ts';

/** What the commands on one's own second factor say, in English. */
export const factorEn: typeof factorZh = {
  help: {
    group:
      'your second factor: show, set up, remove, new recovery codes (sign in first; passkeys are added at /account-factor)',
    show: 'the authenticator, passkeys, and how many recovery codes are left',
    set: 'set an authenticator up: shows a picture and a secret, and is on with the first code',
    remove: 'remove the authenticator, with the password and a code (or a recovery code)',
    codes: 'draw recovery codes anew; those of before are void',
    removePasskey: 'remove a passkey (its id is in factor show)',
  },
  noTerminal: 'There is no terminal to type a password and a code at.',
  none: 'authenticator: none',
  since: fill('authenticator: on since {since}'),
  left: fill('recovery codes left: {left}'),
  noPasskeys: 'passkeys: none',
  scan: fill('Scan this with an authenticator, or type the secret: {secret}'),
  isOn: 'The authenticator is on, and every other device signed out.',
  drawn: 'The recovery codes are new; those of before are void.',
  keep: 'Keep them safe: each works once, and they are shown this once.',
  removed: 'The authenticator is removed.',
  passkeyRemoved: 'The passkey is removed.',
  heads: { name: 'passkey', since: 'added', used: 'last used', id: 'id' },
};
