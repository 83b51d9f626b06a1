import { useTranslation } from 'react-i18next';
import { HOLIDAY_RULE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { usePeople } from '../../api/office.ts';
import type { Series } from '../../api/types.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { listOf, maybe, textOf, type Field, type Option, type Values } from '../../ui/fields/types.ts';
import { weekday, word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { otherRhythm } from './rhythm.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

const to = (id: string, key: string) => ({ path: { id }, header: { 'idempotency-key': key } });

/** A number as a number; anything else goes as it is, and the API says what is wrong with it. */
const whole = (typed: string): number => (/^\d+$/.test(typed) ? Number(typed) : (typed as unknown as number));

/** What a coordinator does to a series; whoever else sees it sees it only. */
export function useSeriesCommands(series: Series): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const people = usePeople(may('people.read'));
  if (!may('meeting.change')) return [];
  const { id, status } = series;
  return [define(t, people, series), status === 'running' ? pause(id, t) : resume(id, t), trigger(id, t)];
}

export function useCreateSeries(): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const people = usePeople(may('people.read'));
  return may('meeting.change') ? [define(t, people, null)] : [];
}

/** A special meeting (专题会, 现场会): opened at once, and then like any other. */
export function useCallMeeting(): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const people = usePeople(may('people.read'));
  return may('meeting.change') ? [callMeeting(t, people)] : [];
}

const callMeeting = (t: T, people: readonly Option[]): Command => ({
  id: 'call',
  title: t('series.call'),
  hint: t('series.callHint'),
  fields: [
    { kind: 'text', name: 'id', label: t('series.callId'), hint: t('series.callIdHint'), required: true },
    { kind: 'text', name: 'name', label: t('series.name'), required: true },
    { kind: 'date', name: 'date', label: t('series.date'), hint: t('series.dateHint'), required: true },
    { kind: 'text', name: 'time', label: t('series.time'), hint: 'HH:mm', required: true, initial: '15:00' },
    { kind: 'text', name: 'durationMinutes', label: t('series.duration'), required: true, initial: '90' },
    { kind: 'text', name: 'venue', label: t('meetings.columns.venue'), required: true },
    { kind: 'pick', name: 'chair', label: t('series.chair'), required: true, options: people },
    { kind: 'picks', name: 'attendees', label: t('series.attendees'), options: people },
    { kind: 'text', name: 'topic', label: t('meetings.columns.theme') },
    { kind: 'long', name: 'problems', label: t('series.problems'), hint: t('series.problemsHint') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/series/{id}/call', {
        params: to(textOf(values, 'id'), key),
        body: {
          ...{ name: textOf(values, 'name'), date: textOf(values, 'date'), time: textOf(values, 'time') },
          ...{ venue: textOf(values, 'venue'), chair: textOf(values, 'chair') },
          durationMinutes: whole(textOf(values, 'durationMinutes')),
          attendees: listOf(values, 'attendees'),
          problems: textOf(values, 'problems')
            .split(/[\s,，、]+/)
            .filter(code => code !== ''),
          ...maybe(values, 'topic'),
        },
      }),
    ),
});

/** A series is replaced whole, so the form shows all of what will be. */
const define = (t: T, people: readonly Option[], series: Series | null): Command => ({
  id: 'define',
  title: t(series ? 'series.define' : 'series.create'),
  hint: t(series ? 'series.defineHint' : 'series.createHint'),
  fields: [
    ...(series
      ? []
      : [{ kind: 'text', name: 'id', label: t('series.id'), hint: t('series.idHint'), required: true } as const]),
    ...factsFields(t, people, series),
  ],
  send: (values, key) =>
    read(
      api.PUT('/api/v1/series/{id}', {
        params: to(series?.id ?? textOf(values, 'id'), key),
        body: bodyOf(values, series),
      }),
    ),
});

const factsFields = (t: T, people: readonly Option[], series: Series | null): readonly Field[] => [
  { kind: 'text', name: 'name', label: t('series.name'), required: true, initial: series?.name ?? '' },
  {
    ...{ kind: 'pick', name: 'weekday', label: t('series.weekday'), required: true },
    initial: String(series?.weekday ?? 1),
    options: DAYS.map(day => ({ value: String(day), text: weekday(day) })),
  },
  {
    ...{ kind: 'text', name: 'time', label: t('series.time'), hint: 'HH:mm', required: true },
    initial: series?.time ?? '09:00',
  },
  {
    ...{ kind: 'text', name: 'durationMinutes', label: t('series.duration'), required: true },
    initial: String(series?.durationMinutes ?? 120),
  },
  { kind: 'text', name: 'venue', label: t('meetings.columns.venue'), required: true, initial: series?.venue ?? '' },
  {
    ...{ kind: 'pick', name: 'chair', label: t('series.chair'), required: true, options: people },
    initial: series?.chair ?? '',
  },
  {
    ...{ kind: 'picks', name: 'attendees', label: t('series.attendees'), options: people },
    initial: series?.attendees ?? [],
  },
  { kind: 'long', name: 'themes', label: t('series.themesField'), initial: series?.themes.join('\n') ?? '' },
  {
    ...{ kind: 'pick', name: 'holidayRule', label: t('series.holiday'), required: true },
    initial: series?.holidayRule ?? 'previousWorkday',
    options: Object.keys(HOLIDAY_RULE_WORDS).map(value => ({ value, text: word(HOLIDAY_RULE_WORDS, value) })),
  },
];

const bodyOf = (values: Values, series: Series | null) => ({
  ...(series && otherRhythm(series) && { rhythm: otherRhythm(series) as never }),
  name: textOf(values, 'name'),
  weekday: Number(textOf(values, 'weekday')),
  time: textOf(values, 'time'),
  durationMinutes: whole(textOf(values, 'durationMinutes')),
  venue: textOf(values, 'venue'),
  chair: textOf(values, 'chair'),
  attendees: listOf(values, 'attendees'),
  ...themesOf(values),
  holidayRule: textOf(values, 'holidayRule') as 'merge',
});

/** A series without themes leaves them out; an empty list is refused. */
function themesOf(values: Values): { themes?: string[] } {
  const themes = textOf(values, 'themes')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return themes.length === 0 ? {} : { themes };
}

const pause = (id: string, t: T): Command => ({
  ...{ id: 'pause', title: t('series.pause'), hint: t('series.pauseHint') },
  fields: [{ kind: 'long', name: 'reason', label: t('series.reason'), required: true }],
  send: (values, key) =>
    read(api.POST('/api/v1/series/{id}/pause', { params: to(id, key), body: { reason: textOf(values, 'reason') } })),
});

const resume = (id: string, t: T): Command => ({
  ...{ id: 'resume', title: t('series.resume') },
  fields: [{ kind: 'long', name: 'reason', label: t('series.reason') }],
  send: (values, key) =>
    read(api.POST('/api/v1/series/{id}/resume', { params: to(id, key), body: maybe(values, 'reason') })),
});

const trigger = (id: string, t: T): Command => ({
  ...{ id: 'trigger', title: t('series.trigger'), hint: t('series.triggerHint'), fields: [] },
  send: (_values, key) => read(api.POST('/api/v1/series/{id}/trigger', { params: to(id, key), body: {} })),
});
