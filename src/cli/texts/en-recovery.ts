import { fill } from './fill.ts';
import type { recoveryZh } from './zh-recovery.ts';

/** What the commands say that are needed after the ledger was restored from an older backup, in English. */
export const recoveryEn: typeof recoveryZh = {
  help: {
    group:
      'after the ledger was restored from an older backup: what it has lost, and following it again (administrators)',
    list: 'the entities whose workflow knows more than the ledger, with the commands the ledger has lost',
    follow: 'end the workflow that knows more and start it from the ledger; what it knew is given up, so list it first',
    all: 'all that are listed',
  },
  looked: fill('{kind}: {looked} workflows looked at'),
  ahead: fill('{kind} {id}: the ledger stands at {ledger}, the workflow at {workflow} ({status}); commands lost:'),
  nothing: 'no workflow knows more than the ledger.',
  wayOut: fill('{total} in all. Keep this with --json, then recovery follow, then give the lost commands again.'),
  oneOrAll: 'give the kind and the id, or --all for all that are listed.',
  follows: fill('{kind} {id}: its workflow was started anew from the ledger'),
  ended: fill('{kind} {id}: its workflow has ended; the ledger has no such thing, or it is over'),
};
