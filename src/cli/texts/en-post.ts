import { fill } from './fill.ts';
import type { postZh } from './zh-post.ts';

export const postEn: typeof postZh = {
  help: {
    answer: 'say whether one comes to a meeting, until it begins: for oneself, or (coordinators) for --person',
    options: {
      whose: 'whose answer it is (oneself when left out; others: coordinators)',
      deputy: 'who comes instead, by name (with a deputy only)',
      note: 'note',
    },
  },
  heads: { response: 'answer', deputy: 'instead', enteredBy: 'entered by' },
  noResponse: 'no answer',
  notYetInvited: ' (not invited yet)',
  counts: fill('coming {coming} · not coming {declined} · deputy {deputy} · no answer {none}'),
};
