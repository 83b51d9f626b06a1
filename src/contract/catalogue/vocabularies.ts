import { BASIS_WORDS, COLOUR_WORDS, FOUR_BATCHES_WORDS, SUBJECT_WORDS } from './colours.ts';
import { FIGURE_GROUP_WORDS, PROMISE_KIND_WORDS } from './problem-figures.ts';
import { SETTING_VALUE_WORDS } from './setting-words.ts';
import { CALENDAR_KIND_WORDS, DAY_KIND_WORDS } from './words-calendar.ts';
import { AGENDA_KIND_WORDS, OUTCOME_WORDS, PRESENCE_WORDS } from './words-meeting.ts';
import * as words from './words.ts';

type Vocabulary = Readonly<Record<string, words.Words>>;

/** What the values of one list are called. The same code is another thing in another list: `closed` is 销号 of a problem and 议结 of an item. */
const VOCABULARIES: readonly Vocabulary[] = [
  ...[words.STAGE_WORDS, words.PROJECT_STATUS_WORDS, words.AGREEMENT_WORDS, words.LAND_KIND_WORDS],
  ...[words.RELATION_WORDS, words.OPINION_WORDS, words.REVIEW_OUTCOME_WORDS, words.PROMISE_STANDING_WORDS],
  ...[words.PROBLEM_STATE_WORDS, words.PAPER_WORDS, words.SATISFACTION_WORDS, words.CATEGORY_WORDS, words.SOURCE_WORDS],
  ...[words.ROLE_WORDS, words.UNIT_KIND_WORDS, words.CHARGE_SCOPE_WORDS, words.VISIT_STATUS_WORDS],
  ...[words.MEETING_STATUS_WORDS, words.MEETING_MOVE_WORDS, words.HOLIDAY_RULE_WORDS, words.RHYTHM_WORDS],
  ...[words.MEETING_STEP_WORDS, words.RESPONSE_WORDS, AGENDA_KIND_WORDS, PRESENCE_WORDS, OUTCOME_WORDS],
  ...[words.BATCH_STAGE_WORDS, words.BATCH_STATUS_WORDS, words.STANDING_WORDS, words.FINDING_STANDING_WORDS],
  ...[words.WHISTLE_STATUS_WORDS, words.WHISTLE_ANSWER_WORDS, words.WHISTLE_RESULT_WORDS],
  ...[words.MAIL_KIND_WORDS, words.MAIL_STATE_WORDS, words.LINK_PURPOSE_WORDS, words.LINK_STATE_WORDS],
  ...[words.DECISION_CHOICE_WORDS, words.COLLECTION_CHOICE_WORDS, words.VERDICT_WORDS, words.IMPORT_STATE_WORDS],
  ...[words.SETTING_SECTION_WORDS, SETTING_VALUE_WORDS, CALENDAR_KIND_WORDS, DAY_KIND_WORDS],
  ...[COLOUR_WORDS, SUBJECT_WORDS, BASIS_WORDS, FOUR_BATCHES_WORDS, FIGURE_GROUP_WORDS, PROMISE_KIND_WORDS],
];

/** The smallest vocabulary with a word for all of them; none has one for the codes that an office has given itself. */
export function vocabularyOf(list: readonly unknown[]): Vocabulary | undefined {
  const fitting = VOCABULARIES.filter(each =>
    list.every(code => typeof code === 'string' && Object.hasOwn(each, code)),
  );
  return fitting.sort((a, b) => Object.keys(a).length - Object.keys(b).length)[0];
}
