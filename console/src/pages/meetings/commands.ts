import { useTranslation } from 'react-i18next';
import { MEETING_STEP_WORDS, RESPONSE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { MeetingDetail } from '../../api/types.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { maybe, textOf, type Field } from '../../ui/fields/types.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import type { Of } from './agenda.tsx';

const SKIPPABLE = [
  'collection',
  'collectionReminder',
  'freeze',
  'agenda',
  'approval',
  'reminder',
  'lastReminder',
] as const;

const to = (of: Of, key: string) => ({ path: { ...of }, header: { 'idempotency-key': key } });
const reasonOf = (t: T): Field => ({ kind: 'long', name: 'reason', label: t('meetings.reason'), required: true });

/** Moving, cancelling, leaving a step out, and answering one's own invitation. */
export function useMeetingCommands(of: Of, { status, done, skipped }: MeetingDetail): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  if (status !== 'planned') return [];
  const open = SKIPPABLE.filter(step => !done.includes(step) && !skipped.some(each => each.step === step));
  return [
    ...(may('meeting.answer') ? [answer(of, t)] : []),
    ...(may('meeting.change') ? [move(of, t), ...(open.length > 0 ? [skip(of, t, open)] : []), cancel(of, t)] : []),
  ];
}

const answer = (of: Of, t: T): Command => ({
  ...{ id: 'answer', title: t('meetingAction.answer') },
  fields: [
    {
      ...{ kind: 'choice', name: 'response', label: t('meetingAction.response'), required: true },
      options: Object.keys(RESPONSE_WORDS).map(value => ({ value, text: word(RESPONSE_WORDS, value) })),
    },
    {
      ...{ kind: 'text', name: 'deputy', label: t('meetingAction.deputy'), required: true },
      when: values => textOf(values, 'response') === 'deputy',
    },
    { kind: 'long', name: 'note', label: t('meetingAction.note') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/answer', {
        params: to(of, key),
        body: {
          response: textOf(values, 'response') as 'coming',
          ...(textOf(values, 'response') === 'deputy' ? maybe(values, 'deputy') : {}),
          ...maybe(values, 'note'),
        },
      }),
    ),
});

const move = (of: Of, t: T): Command => ({
  ...{ id: 'move', title: t('meetingAction.move'), hint: t('meetingAction.moveHint') },
  fields: [
    { kind: 'date', name: 'date', label: t('meetingAction.date'), required: true },
    { kind: 'text', name: 'time', label: t('meetingAction.time'), hint: 'HH:mm', required: true, initial: '09:00' },
    { kind: 'text', name: 'venue', label: t('meetings.columns.venue') },
    reasonOf(t),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/move', {
        params: to(of, key),
        body: {
          date: textOf(values, 'date'),
          time: textOf(values, 'time'),
          reason: textOf(values, 'reason'),
          ...maybe(values, 'venue'),
        },
      }),
    ),
});

const skip = (of: Of, t: T, open: readonly (typeof SKIPPABLE)[number][]): Command => ({
  ...{ id: 'skip', title: t('meetingAction.skip') },
  fields: [
    {
      ...{ kind: 'pick', name: 'step', label: t('meetingAction.step'), required: true },
      options: open.map(value => ({ value, text: word(MEETING_STEP_WORDS, value) })),
    },
    reasonOf(t),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/skip-step', {
        params: to(of, key),
        body: { step: textOf(values, 'step') as 'agenda', reason: textOf(values, 'reason') },
      }),
    ),
});

const cancel = (of: Of, t: T): Command => ({
  ...{ id: 'cancel', title: t('meetingAction.cancel'), hint: t('meetingAction.cancelHint'), grave: true },
  fields: [reasonOf(t)],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/cancel', {
        params: to(of, key),
        body: { reason: textOf(values, 'reason') },
      }),
    ),
});
