import { fill } from './fill.ts';
import type { rehearsalZh } from './zh-rehearsal.ts';

/** What the rehearsal of a year says, in English. */
export const rehearsalEn: typeof rehearsalZh = {
  help: {
    rehearse:
      'live a span of days in a minute on a Temporal server that skips time, with the series, people and settings as they are: which meetings the holidays move, and when every mail would go to whom; the ledger is not changed and no mail leaves',
    from: 'the first day',
    to: 'the last day (two years at most)',
    series: 'this series only (default: all that are not paused)',
    holiday: 'try another holiday rule: previous, next, merge, skip',
    person: 'only the mails to this person',
  },
  progress: 'rehearsing',
  moved: fill('meetings moved by holidays: {count} of {total}'),
  mails: fill('mails: {count}, on {occasions} occasions'),
  heads: { at: 'leaves', slot: 'for', planned: 'planned as', becomes: 'becomes', held: 'held' },
  andOthers: fill('{some} and others, {count} in all'),
  provisional: fill(
    'the holidays of the year of {count} meetings are not published yet: worked out from weekends alone, and again when they are.',
  ),
  notSent: fill('{count} mails would not arrive (no address, muted, or a dead address): {people}'),
  nobodyActs:
    'In a rehearsal nobody answers, approves or writes minutes, and there are no projects or problems: every reminder of those comes, and no warning about plans or problems does.',
  noSeries:
    'there is no running series to rehearse: define one (dispatch meeting series define), or name a paused one with --series.',
  tooLong: fill('--to: {to} is too far: two years at most at once, until {last}.'),
  noTimeServer:
    'there is no Temporal server that skips time, so nothing can be rehearsed: run this in the source directory (it needs a JDK ≥ 11 and Maven, and prepares it the first time); the container image has none.',
  serverSilent: fill(
    'the Temporal server that skips time did not start in time, this machine may be busy: try again. {detail}',
  ),
  refused: fill('what stands in the ledger does not pass the rules of now: {detail}'),
  failed: fill('the rehearsal did not finish: {detail}'),
};
