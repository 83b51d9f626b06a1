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
  preview: {
    help: {
      preview:
        'look ahead: which mails of a meeting go to whom and when, also weeks before; or a waiting mail as it would be written now',
      person: 'of this person only, with what they say',
      html: 'save the HTML to a file (of a meeting: with --person)',
    },
    heads: { at: 'leaves', step: 'step', copyOf: 'for' },
    none: 'No mail to come before it: all have left, or the meeting does not take place. What asks for its minutes is not told ahead.',
    unreachable: fill('without an address, and so without a mail: {people}'),
    notOpened: 'This occurrence is not open yet; the above follows from the series as it is now.',
    writtenAlready: '(written, and leaves like this; the addresses of its buttons are left out)',
    asOfNow: '(not written yet; this is how it would be by the ledger of now, without the addresses of its buttons)',
    htmlNeedsPerson: 'To save the preview of a meeting name one person with --person',
    personOfMeeting: '--person is for the preview of a meeting',
  },
  bounce: {
    help: {
      bounce:
        'hand in a delivery report (an .eml file); after three mails that will never be taken an address gets no more, and the coordinators are told',
      unflag: 'let mails through again to somebody whose address bounced (another address: people add)',
    },
    bounced: fill('mail {mail} ({person}) is marked as bounced'),
    delayed: fill('mail {mail} ({person}): the server goes on trying'),
    arrived: fill('mail {mail} ({person}): the report says that it arrived'),
    known: fill('this report had come before: mail {mail} ({person})'),
    dead: fill('nothing more is sent to the address of {person}'),
    cleared: fill('mails go to {person} again; what bounced until now counts no more'),
    mark: ' (bounces)',
    doctor: fill('{count} addresses bounce and get nothing: {people}'),
    remedy: 'Enter the right address (dispatch people add), or dispatch mail unflag when it works again.',
  },
  preferences: {
    help: {
      show: 'which mails are muted, and who stands in when (oneself when left out)',
      mute: 'mute a kind of mails that asks for nothing: plan warnings, follow-ups of events; what must be answered or attended cannot be',
      unmute: 'let a kind through again',
      person: 'whose (oneself when left out; others: coordinators, administrators)',
      away: 'somebody is away: a deputy gets a copy of his mails, without the buttons',
      from: 'first day',
      to: 'last day',
      deputy: 'who stands in',
      decline: 'a deputy will not stand in: no more copies (ids: mail preferences)',
      back: 'back sooner: the deputy gets no more copies (ids: mail preferences)',
    },
    muted: 'muted',
    standsIn: 'stands in for',
    declined: 'the deputy declined',
    declinedNow: fill('{person} stands in no more; who named the deputy is told'),
    mutable: 'may be muted',
    none: 'none',
    absent: 'away',
    backAgain: fill('{person} is back; no more copies to the deputy'),
  },
  calendar: {
    help: {
      group: 'calendar to subscribe to: an address of one’s own for the calendar of a phone or of Outlook',
      show: 'whether there is an address, and when it was last taken (without the address itself)',
      link: 'draw a new address, shown this once; the one before ends',
      revoke: 'revoke the address',
    },
    none: fill('{person}: no calendar address'),
    stands: fill('{person}: there is a calendar address, made {at} by {by}'),
    neverRead: 'no calendar program has taken it yet',
    read: fill('last taken on {day}'),
    made: fill(
      'The address of the calendar of {person}, shown this once; whoever has it sees his meetings, so give it to him alone:',
    ),
    shownBefore: 'This key made an address before, and it is shown once; make a new one with another key.',
    revoked: fill('{person}: the calendar address was revoked'),
  },
};
