import { fill } from './fill.ts';
import type { linkZh } from './zh-link.ts';

export const linkEn: typeof linkZh = {
  help: {
    group: 'one-click links: list, revoke, or make one by hand to pass on by messenger or phone',
    list: 'the links of a problem: for whom, what for, until when, used or not (without the links themselves)',
    make: 'make a link that needs no account and works once; shown this once (coordinators; to verify and to rule on an extension come by mail only)',
    revoke: 'revoke a link that was not used (coordinators)',
    options: {
      for: 'whom it speaks for (id of a person); what is sent stands under his name',
      firm: 'or which firm (its name)',
      days: 'days it works, 1 – 90 (default: the settings links)',
    },
  },
  heads: { purpose: 'for', holder: 'holder', until: 'ends', used: 'used', made: 'made', mail: 'mail' },
  firm: fill('{name} (firm)'),
  byHand: 'made by hand',
  once: fill('Link {id}: {holder} · {purpose} · ends {until}. Shown this once; give it to its holder only.'),
  shownBefore: 'This key made a link before, and a link is shown once only; take another key, or revoke the first.',
  revoked: fill('Link {id} is revoked ({holder} · {purpose})'),
  personOrFirm: 'give a person with --for, or a firm with --firm (one of them)',
};
