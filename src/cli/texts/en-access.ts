import { fill } from './fill.ts';
import type { accessZh } from './zh-access.ts';

/** What the commands about permissions say, in English. */
export const accessEn: typeof accessZh = {
  help: {
    group: 'who may do what: roles, actions and scope in one table',
    show: 'the table; a role that a row does not name may not',
    role: 'only what this role may',
    whoami: 'who I am, and what I may',
  },
  heads: { action: 'action', who: 'who, how far', scope: 'how far' },
  grant: fill('{holder} ({scope})'),
  everyone: 'everybody signed in',
  none: 'no role at all: only what is one’s own.',
};
