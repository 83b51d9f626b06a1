import { RESPONSE_WORDS } from '../../contract/catalogue/index.ts';
import { responseOf, type Responded } from '../../domain/meeting/responses.ts';
import type { MeetingEvent, MeetingState } from '../../domain/meeting/types.ts';
import { linkWords } from '../catalogue.ts';
import type { Typed } from '../form.ts';
import type { Fact } from '../pages/view.ts';
import { fact, joined, localTime, type Telling } from '../telling.ts';

/** A meeting as its pages show it, and the names behind the ids. */
export interface MeetingSubject {
  state: MeetingState;
  name: string;
  /** Of its series now: who will be invited to a meeting that has not been announced yet. */
  attendees: readonly string[];
  chairName: string | null;
}

export function meetingFacts(
  { state, name, chairName }: MeetingSubject,
  person: string,
  { locale, clock }: Telling,
): Fact[] {
  const { facts: words } = linkWords(locale);
  const response = responseOf(state, person);
  return [
    fact(words.meeting, name),
    state.startMs === null ? [] : fact(words.when, localTime(clock, state.startMs)),
    fact(words.venue, state.venue),
    fact(words.chair, chairName),
    fact(words.theme, state.theme),
    response ? fact(words.yourResponse, responseText(response, locale)) : [],
  ].flat();
}

/** What stands fills the form that is opened again. */
export function typedBefore({ state }: MeetingSubject, person: string): Typed {
  const known = responseOf(state, person);
  if (!known) return {};
  const { response, deputy, note } = known;
  return { response, ...(deputy !== null && { deputy }), ...(note !== null && { note }) };
}

/** What an event of a link's command wrote down. */
export function recordedResponse(event: MeetingEvent, { locale }: Pick<Telling, 'locale'>): Fact[] {
  if (event.type !== 'invitationAnswered') return [];
  const { recorded: words } = linkWords(locale);
  const { response, deputy, note } = event;
  return [
    fact(words.response, RESPONSE_WORDS[response][locale]),
    fact(words.deputy, deputy),
    fact(words.note, note),
  ].flat();
}

const responseText = ({ response, deputy, note }: Responded, locale: Telling['locale']): string =>
  joined(RESPONSE_WORDS[response][locale], deputy, note);
