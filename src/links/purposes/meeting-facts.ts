import { COLLECTION_CHOICE_WORDS, RESPONSE_WORDS } from '../../contract/catalogue/index.ts';
import { collectionOf } from '../../domain/meeting/collection/answers.ts';
import type { UnitAnswer } from '../../domain/meeting/collection/types.ts';
import { minutesOfMeeting } from '../../domain/meeting/minutes/record.ts';
import { responseOf, wordsOf, type AnswerWords, type Responded } from '../../domain/meeting/responses.ts';
import type { MeetingEvent, MeetingState } from '../../domain/meeting/types.ts';
import { filled, linkWords } from '../catalogue.ts';
import { collectionWords } from '../words-collection.ts';
import type { Typed } from '../form.ts';
import type { Fact } from '../pages/view.ts';
import { fact, joined, localTime, type Telling } from '../telling.ts';

/** A meeting as its pages show it, and the names behind the ids. */
export interface MeetingSubject {
  state: MeetingState;
  /** By person: what stands beside the answers. */
  words: ReadonlyMap<string, AnswerWords>;
  name: string;
  /** Of its series now: who will be invited to a meeting that has not been announced yet. */
  attendees: readonly string[];
  /** Of the units that carry something out. */
  unitNames: ReadonlyMap<string, string>;
  chairName: string | null;
}

export function meetingFacts(subject: MeetingSubject, person: string, { locale, clock }: Telling): Fact[] {
  const { state, name, chairName } = subject;
  const { facts: words } = linkWords(locale);
  const response = answerOf(subject, person);
  return [
    fact(words.meeting, name),
    state.startMs === null ? [] : fact(words.when, localTime(clock, state.startMs)),
    fact(words.venue, state.venue),
    fact(words.chair, chairName),
    fact(words.theme, state.theme),
    response ? fact(words.yourResponse, responseText(response, locale)) : [],
  ].flat();
}

/** What was decided, who carries it out and by when. */
export function decisionFacts(
  { state, name, unitNames }: MeetingSubject,
  part: number | null,
  { locale, clock, nowMs }: Telling,
): Fact[] {
  const { facts: words } = linkWords(locale);
  const decision = minutesOfMeeting(state).decisions.find(({ no }) => no === part);
  if (!decision) return [fact(words.meeting, name)].flat();
  const { text, unitId, dueOn, postponed } = decision;
  const today = clock.toLocal(nowMs).date;
  const due = { label: words.due, text: dueOn, bad: dueOn < today };
  return [
    fact(words.decision, text),
    fact(words.meeting, name),
    state.startMs === null ? [] : fact(words.when, localTime(clock, state.startMs)),
    fact(words.leadUnit, unitNames.get(unitId) ?? unitId),
    [due],
    fact(words.postponed, postponed?.until ?? null),
  ].flat();
}

/** What a unit reports to, and what it has said so far. */
export function collectionFacts(
  { state, name }: MeetingSubject,
  unit: string | null,
  { locale, clock }: Telling,
): Fact[] {
  const { facts: words } = linkWords(locale);
  const own = collectionWords(locale);
  const { answers, frozenMs } = collectionOf(state);
  const answer = answers.find(({ unitId }) => unitId === unit);
  return [
    fact(words.meeting, name),
    state.startMs === null ? [] : fact(words.when, localTime(clock, state.startMs)),
    frozenMs === null ? [] : [{ label: own.frozen, text: localTime(clock, frozenMs), bad: answer === undefined }],
    answer ? fact(own.yourReport, joined(localTime(clock, answer.atMs), reportText(answer, locale))) : [],
  ].flat();
}

const MOST_GIVEN = 60;

const wordOfGiven = (what: string, words: Readonly<Record<string, string>>): string => words[what] ?? what;

const reportText = (
  { noChange, note, given, late }: Pick<UnitAnswer, 'noChange' | 'note' | 'given' | 'late'>,
  locale: Telling['locale'],
): string => {
  const words = collectionWords(locale);
  const first = noChange ? COLLECTION_CHOICE_WORDS.noChange[locale] : filled(words.given, { n: String(given.length) });
  const head = joined(given.length > 0 || noChange ? first : null, note, late ? words.late : null);
  const lines = given
    .slice(0, MOST_GIVEN)
    .map(({ id, part, what }) => `${joined(id, part?.toString())} ${wordOfGiven(what, words.what)}`);
  return [head, ...lines, ...(given.length > MOST_GIVEN ? ['…'] : [])].join('\n');
};

/** What stands fills the form that is opened again. */
export function typedBefore(subject: MeetingSubject, person: string): Typed {
  const known = answerOf(subject, person);
  if (!known) return {};
  const { response, deputy, note } = known;
  return { response, ...(deputy !== null && { deputy }), ...(note !== null && { note }) };
}

function answerOf({ state, words }: Pick<MeetingSubject, 'state' | 'words'>, person: string): Responded | null {
  const known = responseOf(state, person);
  return known && { ...known, ...wordsOf(known, words.get(person) ?? null) };
}

/** What an event of a link's command wrote down; of an answer that was changed since, without its words: they are not kept. */
export function recordedResponse(
  event: MeetingEvent,
  subject: Pick<MeetingSubject, 'state' | 'words'>,
  { locale }: Pick<Telling, 'locale'>,
): Fact[] {
  const { recorded: words, facts: factWords } = linkWords(locale);
  if (event.type === 'collectionAnswered') return fact(collectionWords(locale).report, reportText(event, locale));
  if (event.type === 'decisionReported') return fact(factWords.result, event.result);
  if (event.type === 'decisionPostponed')
    return [fact(words.why, event.reason), fact(words.newDue, event.until)].flat();
  if (event.type !== 'invitationAnswered') return [];
  const standing = answerOf(subject, event.personId);
  const { response, deputy, note } = standing?.atMs === event.atMs ? standing : event;
  return [
    fact(words.response, RESPONSE_WORDS[response][locale]),
    fact(words.deputy, deputy),
    fact(words.note, note),
  ].flat();
}

const responseText = ({ response, deputy, note }: Responded, locale: Telling['locale']): string =>
  joined(RESPONSE_WORDS[response][locale], deputy, note);
