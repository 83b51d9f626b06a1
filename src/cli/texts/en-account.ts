import { fill } from './fill.ts';
import type { accountZh } from './zh-account.ts';

export const accountEn: typeof accountZh = {
  help: {
    signIn: 'sign in by name and password; what comes of it is kept in a file of your own and ends by itself',
    signOut: 'sign out; what was kept opens nothing any more',
    group: 'where somebody is signed in: list, end',
    list: 'where you are signed in (administrators: --person for others)',
    end: 'sign one of them out (administrators: anybody’s)',
    password: 'change your password; everywhere else you are signed out',
    invite: 'invite a person to set a password, or send a link to another one (administrators); earlier links end',
    removeFactor:
      'remove a person’s second factor when the device is lost (administrators); he is signed out everywhere',
    unbind:
      'undo the binding of a person to the identity provider (administrators); his sessions end, and the next sign-in binds anew',
    options: {
      passwordStdin: 'read the password from stdin (its first line), for scripts',
      person: 'whose (id of a person)',
      hand: 'send no mail; show the link once, to be handed over',
      scope: 'what the token is for: read, write, or one operation of the API by its name; repeatable',
      days: 'days the token works (default: for ever)',
    },
  },
  user: 'Id or mail address: ',
  password: 'Password: ',
  current: 'Present password: ',
  newPassword: 'New password: ',
  again: 'The new password again: ',
  mustChange: 'The password has reached its age and must be changed first.',
  differ: 'The two new passwords are not the same.',
  noTerminal: 'There is no terminal to type a password on; scripts use --password-stdin.',
  noPlace: 'There is no place to keep the session (neither HOME nor XDG_CONFIG_HOME is set); not signed in.',
  signedIn: fill('Signed in: {name} ({person}), until {until}. Kept in {file}'),
  signedOut: fill('Signed out ({url})'),
  wasNot: fill('You were not signed in ({url})'),
  ended: fill('Signed out: {id} ({person})'),
  changed: fill('The password was changed; {ended} more were signed out.'),
  invitedByMail: fill('A mail is on its way: {person}'),
  handOver: fill('Hand this to {person}; it works once, and is shown this once.'),
  factorRemoved: fill('The second factor of {person} is removed'),
  unbound: fill('{person} is bound to nobody at the identity provider any more'),
  notBound: fill('{person} was not bound to the identity provider'),
  noFactor: fill('{person} has no second factor'),
  code: 'Code: ',
  shownBefore: 'This key made a link before, and a link is shown once only; take another key.',
  heads: { id: 'id', since: 'since', seen: 'last seen', until: 'until', from: 'from', agent: 'program', current: '' },
  thisOne: 'this one',
};
