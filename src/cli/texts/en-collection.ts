import { fill } from './fill.ts';
import type { collectionZh } from './zh-collection.ts';

export const collectionEn: typeof collectionZh = {
  help: {
    show: 'the collection before a meeting: which units are silent, have answered, were late',
    report: 'answer it for one’s own unit: no change, or reported elsewhere (--note); coordinators for others (--unit)',
    options: {
      noChange: 'nothing has changed',
      note: 'what was reported, and how (needed without --no-change)',
      unit: 'whose answer it is (your own unit’s by default; those of others are for coordinators)',
    },
  },
  events: {
    collectionOpened: 'collection opened',
    collectionAnswered: 'collection answered',
    collectionFrozen: 'collection frozen',
  },
  heads: {
    opens: 'opens',
    closes: 'closes',
    unit: 'unit',
    state: 'answer',
    people: 'reporters',
    at: 'at',
    by: 'by',
    what: 'what',
    requests: 'asked this week',
    standing: 'standing',
  },
  states: { silent: 'silent', answered: 'answered', late: 'late' },
  counts: fill('silent {silent} · answered {answered} · late {late} (of {asked} units)'),
  notOpened: 'not opened yet',
  none: 'No unit is asked before this meeting.',
  noChange: 'no change',
  given: fill('{count} reported'),
  entered: ' (entered for it)',
  nobody: 'nobody reports',
};
