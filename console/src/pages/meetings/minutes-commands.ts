import { CATEGORY_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { PRESENCE_WORDS } from '../../../../src/contract/catalogue/words-meeting.ts';
import { api, read } from '../../api/client.ts';
import { findProjects } from '../../api/office.ts';
import type { Minutes } from '../../api/types.ts';
import type { Command } from '../../ui/command.tsx';
import { maybe, textOf, type Field, type Option } from '../../ui/fields/types.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import type { Of } from './agenda.tsx';

/** What all commands on the minutes of one meeting need. */
export interface Given {
  of: Of;
  t: T;
  /** A change of these is a correction, with its reason. */
  published: boolean;
}

const to = (of: Of, key: string) => ({ path: { ...of }, header: { 'idempotency-key': key } });
const why = ({ published, t }: Given): readonly Field[] =>
  published
    ? [
        {
          ...{ kind: 'long', name: 'correction', label: t('minutes.correction'), required: true },
          hint: t('minutes.correctionHint'),
        },
      ]
    : [];

export const recordPresence = (of: Of, person: string, presence: 'present' | 'absent', key: string) =>
  read(
    api.POST('/api/v1/meetings/{series}/{date}/minutes/attend', { params: to(of, key), body: { person, presence } }),
  );

/** Present and absent are one press each until the minutes are published; who is represented needs a name. */
const titleOf = (isKnown: boolean, published: boolean) =>
  !isKnown ? 'minutes.other' : published ? 'minutes.presence' : 'minutes.represented';

export const attend = (
  given: Given,
  { person, people }: { person?: { id: string; name: string }; people: readonly Option[] },
): Command => {
  const { of, t, published } = given;
  return {
    ...{ id: `attend-${person?.id ?? 'other'}`, title: t(titleOf(person !== undefined, published)) },
    ...(person && { hint: person.name }),
    fields: [
      ...(person
        ? []
        : [{ kind: 'pick', name: 'person', label: t('minutes.person'), required: true, options: people } as const]),
      {
        ...{ kind: 'choice', name: 'presence', label: t('minutes.presence'), required: true },
        initial: person && !published ? 'represented' : '',
        options: Object.keys(PRESENCE_WORDS).map(value => ({ value, text: word(PRESENCE_WORDS, value) })),
      },
      {
        ...{ kind: 'text', name: 'by', label: t('minutes.byName'), required: true },
        when: values => textOf(values, 'presence') === 'represented',
      },
      ...why(given),
    ],
    send: (values, key) =>
      read(
        api.POST('/api/v1/meetings/{series}/{date}/minutes/attend', {
          params: to(of, key),
          body: {
            person: person?.id ?? textOf(values, 'person'),
            presence: textOf(values, 'presence') as 'present',
            ...(textOf(values, 'presence') === 'represented' ? maybe(values, 'by') : {}),
            ...maybe(values, 'correction'),
          },
        }),
      ),
  };
};

export const decide = (
  given: Given,
  { item, units, people }: { item?: Minutes['items'][number]; units: readonly Option[]; people: readonly Option[] },
): Command => {
  const { of, t } = given;
  return {
    ...{
      id: `decide-${item?.no ?? 'other'}`,
      title: t('minutes.decide'),
      hint: item?.title ?? t('minutes.decideHint'),
    },
    fields: [
      { kind: 'long', name: 'text', label: t('minutes.text'), required: true },
      { kind: 'pick', name: 'unit', label: t('minutes.unit'), required: true, options: units },
      { kind: 'pick', name: 'person', label: t('minutes.owner'), options: people },
      { ...{ kind: 'date', name: 'due', label: t('minutes.dueOn'), required: true }, hint: t('minutes.decideHint') },
      ...why(given),
    ],
    send: (values, key) =>
      read(
        api.POST('/api/v1/meetings/{series}/{date}/minutes/decide', {
          params: to(of, key),
          body: {
            ...(item && { item: item.no }),
            text: textOf(values, 'text'),
            unit: textOf(values, 'unit'),
            due: textOf(values, 'due'),
            ...maybe(values, 'person'),
            ...maybe(values, 'correction'),
          },
        }),
      ),
  };
};

const TITLES = { carried: 'minutes.carry', closed: 'minutes.close', noted: 'minutes.noted' } as const;

export const conclude = (
  given: Given,
  { no, title, note }: Minutes['items'][number],
  outcome: keyof typeof TITLES,
): Command => ({
  ...{ id: `${outcome}-${no}`, title: given.t(TITLES[outcome]), hint: title },
  fields: [{ kind: 'long', name: 'note', label: given.t('minutes.note'), initial: note ?? '' }, ...why(given)],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/minutes/conclude', {
        params: to(given.of, key),
        body: { no, outcome, ...maybe(values, 'note'), ...maybe(values, 'correction') },
      }),
    ),
});

export const dropDecision = (given: Given, { no, text }: Minutes['decisions'][number]): Command => ({
  ...{ id: `drop-${no}`, title: given.t('minutes.dropDecision'), hint: text, grave: true, fields: why(given) },
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/minutes/drop-decision', {
        params: to(given.of, key),
        body: { decision: no, ...maybe(values, 'correction') },
      }),
    ),
});

export const publish = ({ of, t }: Given): Command => ({
  ...{ id: 'publish', title: t('minutes.publish'), hint: t('minutes.publishHint'), fields: [] },
  send: (_values, key) =>
    read(api.POST('/api/v1/meetings/{series}/{date}/minutes/publish', { params: to(of, key), body: {} })),
});

export const report = ({ of, t }: Given, { no, text }: Minutes['decisions'][number]): Command => ({
  ...{ id: `report-${no}`, title: t('minutes.report'), hint: text },
  fields: [{ kind: 'long', name: 'result', label: t('minutes.result'), required: true }],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/minutes/report', {
        params: to(of, key),
        body: { decision: no, result: textOf(values, 'result') },
      }),
    ),
});

export const explain = ({ of, t }: Given, { no, text }: Minutes['decisions'][number]): Command => ({
  ...{ id: `explain-${no}`, title: t('minutes.explain'), hint: text },
  fields: [{ kind: 'long', name: 'reason', label: t('minutes.reason'), required: true }],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/minutes/explain', {
        params: to(of, key),
        body: { decision: no, reason: textOf(values, 'reason') },
      }),
    ),
});

/** Only of published minutes: what it was decided on says the rest, where it was decided on something. */
export const becomeProblem = (
  { of, t }: Given,
  { decision: { no, text, unit }, item, units, counties }: Becoming,
): Command => ({
  ...{ id: `problem-${no}`, title: t('minutes.problem'), hint: t('minutes.problemHint') },
  fields: [
    {
      kind: 'text',
      name: 'title',
      label: t('problemAction.title'),
      required: true,
      initial: text.replace(/\s+/g, ' ').slice(0, LONGEST_LINE),
    },
    {
      ...{ kind: 'pick', name: 'category', label: t('problemAction.category') },
      ...{ required: item?.code?.startsWith('Q-') !== true, hint: t('minutes.takenOver') },
      options: Object.keys(CATEGORY_WORDS).map(value => ({ value, text: word(CATEGORY_WORDS, value) })),
    },
    {
      ...{ kind: 'find', name: 'project', label: t('problemAction.project'), hint: t('minutes.takenOver') },
      find: findProjects,
    },
    {
      ...{ kind: 'pick', name: 'county', label: t('problemAction.county'), options: counties },
      hint: t('minutes.takenOver'),
    },
    { kind: 'pick', name: 'leadUnit', label: t('minutes.lead'), required: true, options: units, initial: unit },
    { kind: 'long', name: 'detail', label: t('problemAction.detail') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/minutes/problem', {
        params: to(of, key),
        body: {
          decision: no,
          ...maybe(values, 'title'),
          ...(textOf(values, 'category') === '' ? {} : { category: textOf(values, 'category') as 'other' }),
          ...maybe(values, 'project'),
          ...maybe(values, 'county'),
          ...maybe(values, 'leadUnit'),
          ...maybe(values, 'detail'),
        },
      }),
    ),
});

/** Of a title. */
const LONGEST_LINE = 200;

export interface Becoming {
  decision: Minutes['decisions'][number];
  item: Minutes['items'][number] | undefined;
  units: readonly Option[];
  counties: readonly Option[];
}
