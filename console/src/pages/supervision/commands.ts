import { useTranslation } from 'react-i18next';
import { CATEGORY_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { findProjects, useCounties } from '../../api/office.ts';
import type { VisitDetail } from '../../api/types.ts';
import { useMay, useMe } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { listOf, maybe, textOf, type Field, type Values } from '../../ui/fields/types.ts';
import { today, word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { useMembers, useTeamProjects, useTeams, type Member } from './team.ts';

const to = (code: string, key: string) => ({ path: { code }, header: { 'idempotency-key': key } });
const reason = (t: T): Field => ({ kind: 'long', name: 'reason', label: t('visits.command.reason'), required: true });

/** A visit ahead, and one that has been; a team does both for itself, a coordinator for any. */
export function useBegin(): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const { teams, own } = useTeams();
  const members = useMembers();
  const projects = useTeamProjects(own);
  const counties = useCounties();
  if (!may('visit.plan')) return [];
  const teamIn = (values: Values): string => own ?? textOf(values, 'team');
  const common: readonly Field[] = [
    ...(own === undefined
      ? [{ kind: 'pick', name: 'team', label: t('visits.team'), required: true, options: teams } as const]
      : []),
    { kind: 'date', name: 'on', label: t('visits.command.on'), required: true, initial: today() },
    {
      ...{ kind: 'find', name: 'project', label: t('visits.command.project'), hint: t('visits.command.projectHint') },
      find: async typed => (typed === '' && projects.length > 0 ? projects : findProjects(typed)),
    },
    { kind: 'pick', name: 'county', label: t('visits.command.county'), options: counties },
    {
      ...{ kind: 'picks', name: 'people', label: t('visits.command.people'), required: true },
      initial: own !== undefined && me ? [me.id] : [],
      options: values => members.filter(({ team }) => team === teamIn(values)),
    },
    { kind: 'long', name: 'purpose', label: t('visits.command.purpose') },
  ];
  const distinct: Field = {
    ...{ kind: 'text', name: 'distinct', label: t('visits.command.distinct') },
    hint: t('visits.command.distinctHint'),
  };
  const bodyOf = (values: Values) => ({
    team: teamIn(values),
    on: textOf(values, 'on'),
    people: listOf(values, 'people'),
    ...maybe(values, 'project'),
    ...maybe(values, 'county'),
    ...maybe(values, 'purpose'),
    ...maybe(values, 'distinct'),
  });
  return [
    {
      ...{ id: 'plan', title: t('visits.command.plan'), fields: [...common, distinct] },
      send: (values, key) =>
        read(api.POST('/api/v1/visits', { params: { header: { 'idempotency-key': key } }, body: bodyOf(values) })),
    },
    {
      ...{ id: 'record', title: t('visits.command.record'), hint: t('visits.command.recordHint') },
      fields: [...common, { kind: 'long', name: 'note', label: t('visits.command.note') }, distinct],
      send: (values, key) =>
        read(
          api.POST('/api/v1/visits/record', {
            params: { header: { 'idempotency-key': key } },
            body: { ...bodyOf(values), ...maybe(values, 'note') },
          }),
        ),
    },
  ];
}

/** What a visit's state and the reader's team allow. */
export function useVisitCommands(visit: VisitDetail): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const members = useMembers();
  const isHis = may('visit.change') && (me?.roles.includes('coordinator') === true || me?.unit === visit.team);
  if (!isHis || visit.status === 'cancelled') return [];
  if (visit.heldOn !== null) return [find(visit, t)];
  return [...(visit.on <= today() ? [hold(visit, t, members)] : []), move(visit, t), cancel(visit, t)];
}

const hold = ({ code, on, team, people }: VisitDetail, t: T, members: readonly Member[]): Command => ({
  ...{ id: 'hold', title: t('visits.command.hold'), hint: t('visits.command.holdHint') },
  fields: [
    { kind: 'date', name: 'on', label: t('visits.heldOn'), required: true, initial: on },
    {
      ...{ kind: 'picks', name: 'people', label: t('visits.who'), required: true, initial: people },
      options: members.filter(member => member.team === team || people.includes(member.value)),
    },
    { kind: 'long', name: 'note', label: t('visits.command.note') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/visits/{code}/hold', {
        params: to(code, key),
        body: { on: textOf(values, 'on'), people: listOf(values, 'people'), ...maybe(values, 'note') },
      }),
    ),
});

const find = ({ code, heldOn }: VisitDetail, t: T): Command => ({
  ...{ id: 'find', title: t('visits.command.find') },
  fields: [
    { kind: 'photos', name: 'files', label: t('visits.command.photos'), also: 'findings[0].files' },
    { kind: 'text', name: 'title', label: t('visits.command.title'), required: true, also: 'findings[0].title' },
    {
      ...{ kind: 'pick', name: 'category', label: t('visits.command.category'), required: true },
      ...{ also: 'findings[0].category' },
      options: Object.keys(CATEGORY_WORDS).map(value => ({ value, text: word(CATEGORY_WORDS, value) })),
    },
    { kind: 'long', name: 'detail', label: t('visits.command.detail') },
    {
      ...{ kind: 'long', name: 'solved', label: t('visits.command.solved') },
      hint: t('visits.command.solvedHint'),
    },
    {
      ...{ kind: 'long', name: 'reason', label: t('visits.command.lateReason'), required: true },
      when: () => heldOn !== null && today() > heldOn,
    },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/visits/{code}/find', {
        params: to(code, key),
        body: {
          findings: [
            {
              title: textOf(values, 'title'),
              category: textOf(values, 'category') as 'other',
              files: listOf(values, 'files'),
              ...maybe(values, 'detail'),
              ...maybe(values, 'solved'),
            },
          ],
          ...maybe(values, 'reason'),
        },
      }),
    ),
});

const move = ({ code }: VisitDetail, t: T): Command => ({
  ...{ id: 'move', title: t('visits.command.move') },
  fields: [{ kind: 'date', name: 'to', label: t('visits.command.to'), required: true }, reason(t)],
  send: (values, key) =>
    read(
      api.POST('/api/v1/visits/{code}/move', {
        params: to(code, key),
        body: { to: textOf(values, 'to'), reason: textOf(values, 'reason') },
      }),
    ),
});

const cancel = ({ code }: VisitDetail, t: T): Command => ({
  ...{ id: 'cancel', title: t('visits.command.cancel'), grave: true, fields: [reason(t)] },
  send: (values, key) =>
    read(
      api.POST('/api/v1/visits/{code}/cancel', { params: to(code, key), body: { reason: textOf(values, 'reason') } }),
    ),
});
