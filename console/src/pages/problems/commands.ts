import { useTranslation } from 'react-i18next';
import { CATEGORY_WORDS, SATISFACTION_WORDS, SOURCE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { STATES_HANDLED, STATES_OPEN } from '../../../../src/domain/problem/standing.ts';
import { api, read } from '../../api/client.ts';
import { findProjects, useCounties, usePeople, useUnits } from '../../api/office.ts';
import type { ProblemDetail } from '../../api/types.ts';
import { useMay, useMe } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { evidenceOf, listOf, maybe, textOf, type Field, type Option, type Values } from '../../ui/fields/types.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { useMayVerify } from './second-key.ts';

const optionsOf = (words: Readonly<Record<string, Parameters<typeof word>[0][string]>>): Option[] =>
  Object.keys(words).map(value => ({ value, text: word(words, value) }));

const yesNo = (name: string, label: string, [yes, no]: readonly [string, string]): Field => ({
  ...{ kind: 'choice', name, label, required: true },
  options: [
    { value: 'true', text: yes },
    { value: 'false', text: no },
  ],
});
const isYes = (values: Values, name: string): boolean => textOf(values, name) === 'true';
const long = (name: string, label: string, required = true): Field => ({ kind: 'long', name, label, required });
const date = (name: string, label: string): Field => ({ kind: 'date', name, label, required: true });

/** A choice nobody made is left out, so that the API says what it needs. */
const chosen = (values: Values, name: string): boolean | undefined =>
  textOf(values, name) === '' ? undefined : isYes(values, name);

/**
 * What the state of a problem and the roles of the reader allow. It is a first look: whose turn it is exactly, to whom the problem was given and
 * until when, is the rule's to say, and it says it in words.
 */
export function useProblemCommands(problem: ProblemDetail): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const mayVerify = useMayVerify();
  const departments = useUnits('department');
  const all = useUnits();
  const people = usePeople(may('people.read'));
  const me = useMe();
  const { code, state, objection, extension, promises, parts, papers, leadUnit } = problem;
  const handled = STATES_HANDLED.includes(state);
  // A coordinator enters what a department has reported; everybody else acts for his own unit.
  const isOffice = may('problem.assign');
  const leads = may('problem.handle') && (isOffice || me?.unit === leadUnit);
  const owes = parts.some(part => !part.answered && (isOffice || part.unit === me?.unit));
  const concerned = me !== undefined && [leadUnit, ...parts.map(part => part.unit)].includes(me.unit);
  const missed = promises.filter(promise => promise.missed);
  const given: [boolean, (t: T) => Command][] = [
    [isOffice && ['raised', 'assigned'].includes(state), () => assign(problem, t, { all, people })],
    [may('problem.rule') && objection !== null, () => ruleObjection(code, t, departments)],
    [may('problem.rule') && extension !== null, () => ruleExtension(code, t)],
    [mayVerify(problem), () => verify(code, t)],
    [may('problem.solveOnTheSpot') && state === 'raised', () => solveOnTheSpot(code, t)],
    [may('problem.handle') && concerned && state === 'assigned', () => acknowledge(code, t)],
    [leads && handled && objection === null, () => answer(code, t)],
    [may('problem.handle') && handled && owes, () => coAnswer(code, t, problem, all)],
    [leads && handled, () => resolve(code, t)],
    [leads && handled && extension === null && problem.dueAt !== null && !problem.overdue, () => askExtension(code, t)],
    [leads && handled && objection === null, () => table(code, t)],
    [leads && state === 'assigned' && objection === null, () => object(code, t, departments)],
    [leads && missed.length > 0, () => explainMiss(code, t, missed)],
    [may('problem.lookBack') && state === 'closed' && problem.lookBackAt !== null, () => lookBack(code, t)],
    [
      may('problem.interview') && papers.includes('red') && STATES_OPEN.includes(state),
      () => interview(code, t, people),
    ],
    [may('problem.raise') && STATES_OPEN.includes(state), () => split(problem, t)],
    [may('problem.assign') && STATES_OPEN.includes(state), () => merge(code, t)],
    [may('problem.assign') && STATES_OPEN.includes(state), () => withdraw(code, t)],
  ];
  return given.filter(([allowed]) => allowed).map(([, make]) => make(t));
}

/** What the ledger calls a photo; the same word in every language, as all kinds of papers. */
const PHOTO = '现场照片';

const to = (code: string, key: string) => ({ path: { code }, header: { 'idempotency-key': key } });

/** Begins with who has it now: what is left out of an assignment is taken off. */
const assign = (
  { code, leadUnit, handler, splitUnits, coUnits }: ProblemDetail,
  t: T,
  { all, people }: { all: readonly Option[]; people: readonly Option[] },
): Command => ({
  ...{ id: 'assign', title: t('problemAction.assign'), hint: t('problemAction.assignHint') },
  fields: [
    {
      ...{ kind: 'pick', name: 'leadUnit', label: t('problemAction.leadUnit'), required: true, options: all },
      initial: leadUnit ?? '',
    },
    { kind: 'pick', name: 'handler', label: t('problemAction.handler'), options: people, initial: handler ?? '' },
    { kind: 'picks', name: 'splitUnits', label: t('problemAction.splitUnits'), options: all, initial: splitUnits },
    { kind: 'picks', name: 'coUnits', label: t('problemAction.coUnits'), options: all, initial: coUnits },
    { ...long('reason', t('problemAction.reassignReason'), false), when: isMoved(leadUnit) },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/assign', {
        params: to(code, key),
        body: {
          leadUnit: textOf(values, 'leadUnit'),
          splitUnits: listOf(values, 'splitUnits'),
          coUnits: listOf(values, 'coUnits'),
          // Who handled it under the lead that had it is not of the new one.
          ...(isMoved(leadUnit)(values) && textOf(values, 'handler') === handler ? {} : maybe(values, 'handler')),
          ...(isMoved(leadUnit)(values) ? maybe(values, 'reason') : {}),
        },
      }),
    ),
});

/** Another lead is named than the one that has it. */
const isMoved =
  (leadUnit: string | null) =>
  (values: Values): boolean =>
    leadUnit !== null && textOf(values, 'leadUnit') !== leadUnit;

const acknowledge = (code: string, t: T): Command => ({
  ...{ id: 'acknowledge', title: t('problemAction.acknowledge'), hint: t('problemAction.acknowledgeHint'), fields: [] },
  send: (_values, key) => read(api.POST('/api/v1/problems/{code}/acknowledge', { params: to(code, key), body: {} })),
});

const answer = (code: string, t: T): Command => ({
  ...{ id: 'answer', title: t('problemAction.answer'), hint: t('problemAction.answerHint') },
  fields: [long('text', t('problemAction.text')), date('nextOn', t('problemAction.nextOn'))],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/answer', {
        params: to(code, key),
        body: { text: textOf(values, 'text'), nextOn: textOf(values, 'nextOn') },
      }),
    ),
});

const coAnswer = (code: string, t: T, { parts }: ProblemDetail, all: readonly Option[]): Command => ({
  ...{ id: 'coAnswer', title: t('problemAction.coAnswer') },
  fields: [
    long('text', t('problemAction.text')),
    {
      ...{ kind: 'pick', name: 'unit', label: t('problemAction.unit') },
      options: all.filter(({ value }) => parts.some(part => part.unit === value && !part.answered)),
    },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/co-answer', {
        params: to(code, key),
        body: { text: textOf(values, 'text'), ...maybe(values, 'unit') },
      }),
    ),
});

const object = (code: string, t: T, departments: readonly Option[]): Command => ({
  ...{ id: 'object', title: t('problemAction.object'), hint: t('problemAction.objectHint') },
  fields: [
    long('reason', t('problemAction.reason')),
    { kind: 'pick', name: 'unit', label: t('problemAction.proposedUnit'), options: departments },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/object', {
        params: to(code, key),
        body: { reason: textOf(values, 'reason'), ...maybe(values, 'unit') },
      }),
    ),
});

const ruleObjection = (code: string, t: T, departments: readonly Option[]): Command => ({
  ...{ id: 'ruleObjection', title: t('problemAction.ruleObjection') },
  fields: [
    yesNo('upheld', t('problemAction.upheld'), [t('problemAction.upheldYes'), t('problemAction.upheldNo')]),
    {
      ...{ kind: 'pick', name: 'leadUnit', label: t('problemAction.newLead'), required: true, options: departments },
      when: values => isYes(values, 'upheld'),
    },
    long('reason', t('problemAction.reason')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/rule-objection', {
        params: to(code, key),
        body: {
          upheld: chosen(values, 'upheld') as boolean,
          reason: textOf(values, 'reason'),
          ...(isYes(values, 'upheld') ? maybe(values, 'leadUnit') : {}),
        },
      }),
    ),
});

const askExtension = (code: string, t: T): Command => ({
  ...{ id: 'askExtension', title: t('problemAction.askExtension') },
  fields: [date('until', t('problemAction.until')), long('reason', t('problemAction.reason'))],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/ask-extension', {
        params: to(code, key),
        body: { until: textOf(values, 'until'), reason: textOf(values, 'reason') },
      }),
    ),
});

const ruleExtension = (code: string, t: T): Command => ({
  ...{ id: 'ruleExtension', title: t('problemAction.ruleExtension') },
  fields: [
    yesNo('granted', t('problemAction.granted'), [t('problemAction.grantedYes'), t('problemAction.grantedNo')]),
    long('reason', t('problemAction.reason'), false),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/rule-extension', {
        params: to(code, key),
        body: { granted: chosen(values, 'granted') as boolean, ...maybe(values, 'reason') },
      }),
    ),
});

const table = (code: string, t: T): Command => ({
  ...{ id: 'table', title: t('problemAction.table'), hint: t('problemAction.tableHint') },
  fields: [long('proposal', t('problemAction.proposal')), date('promisedOn', t('problemAction.promisedOn'))],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/table', {
        params: to(code, key),
        body: { proposal: textOf(values, 'proposal'), promisedOn: textOf(values, 'promisedOn') },
      }),
    ),
});

const resolve = (code: string, t: T): Command => ({
  ...{ id: 'resolve', title: t('problemAction.resolve'), hint: t('problemAction.resolveHint') },
  fields: [
    long('result', t('problemAction.result')),
    { kind: 'evidence', name: 'evidence', label: t('problemAction.evidence'), required: true },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/resolve', {
        params: to(code, key),
        body: { result: textOf(values, 'result'), evidence: evidenceOf(values, 'evidence') },
      }),
    ),
});

const photosOf = (values: Values, name: string) => listOf(values, name).map(file => ({ kind: PHOTO, file }));

export const verify = (code: string, t: T): Command => ({
  ...{ id: 'verify', title: t('problemAction.verify') },
  fields: [
    yesNo('accepted', t('problemAction.accepted'), [t('problemAction.acceptedYes'), t('problemAction.acceptedNo')]),
    {
      ...long('reason', t('problemAction.rejectReason')),
      when: values => textOf(values, 'accepted') === 'false',
    },
    { kind: 'photos', name: 'evidence', label: t('problemAction.inspection') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/verify', {
        params: to(code, key),
        body: {
          accepted: chosen(values, 'accepted') as boolean,
          ...(isYes(values, 'accepted') ? {} : maybe(values, 'reason')),
          evidence: photosOf(values, 'evidence'),
        },
      }),
    ),
});

export const solveOnTheSpot = (code: string, t: T): Command => ({
  ...{ id: 'solveOnTheSpot', title: t('visits.command.solve'), hint: t('visits.command.solveHint') },
  fields: [
    long('result', t('visits.command.result')),
    { kind: 'photos', name: 'evidence', label: t('visits.command.photos'), required: true },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/solve-on-the-spot', {
        params: to(code, key),
        body: {
          result: textOf(values, 'result'),
          evidence: photosOf(values, 'evidence'),
        },
      }),
    ),
});

const lookBack = (code: string, t: T): Command => ({
  ...{ id: 'lookBack', title: t('problemAction.lookBack') },
  fields: [
    {
      ...{ kind: 'choice', name: 'satisfaction', label: t('problemAction.satisfaction'), required: true },
      options: optionsOf(SATISFACTION_WORDS),
    },
    yesNo('relapsed', t('problemAction.relapsed'), [t('problemAction.relapsedYes'), t('problemAction.relapsedNo')]),
    long('note', t('problemAction.note'), false),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/look-back', {
        params: to(code, key),
        body: {
          satisfaction: textOf(values, 'satisfaction') as 'satisfied',
          relapsed: chosen(values, 'relapsed') as boolean,
          ...maybe(values, 'note'),
        },
      }),
    ),
});

const explainMiss = (code: string, t: T, missed: ProblemDetail['promises']): Command => ({
  ...{ id: 'explainMiss', title: t('problemAction.explainMiss') },
  fields: [
    {
      ...{ kind: 'choice', name: 'promise', label: t('problemAction.promise'), required: true },
      options: missed.map(({ no, on }) => ({ value: String(no), text: on })),
    },
    long('reason', t('problemAction.reason')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/explain-miss', {
        params: to(code, key),
        body: { promise: Number(textOf(values, 'promise')), reason: textOf(values, 'reason') },
      }),
    ),
});

const interview = (code: string, t: T, people: readonly Option[]): Command => ({
  ...{ id: 'interview', title: t('problemAction.interview') },
  fields: [
    date('on', t('problemAction.interviewOn')),
    { kind: 'pick', name: 'person', label: t('problemAction.interviewed'), required: true, options: people },
    long('record', t('problemAction.record')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/interview', {
        params: to(code, key),
        body: { on: textOf(values, 'on'), person: textOf(values, 'person'), record: textOf(values, 'record') },
      }),
    ),
});

/** The second of two that were raised as one; it begins where the first does. */
const split = (first: ProblemDetail, t: T): Command => ({
  ...{ id: 'split', title: t('problemAction.split'), hint: t('problemAction.splitHint') },
  fields: [
    { kind: 'text', name: 'title', label: t('problemAction.title'), required: true },
    {
      ...{
        kind: 'pick',
        name: 'category',
        label: t('problemAction.category'),
        required: true,
        initial: first.category,
      },
      options: optionsOf(CATEGORY_WORDS),
    },
    long('detail', t('problemAction.detail'), false),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems', {
        params: { header: { 'idempotency-key': key } },
        body: {
          ...{ title: textOf(values, 'title'), splitFrom: first.code, source: first.source as 'meeting' },
          category: textOf(values, 'category') as 'other',
          ...(first.project === null ? {} : { project: first.project }),
          ...(first.project !== null || first.county === null ? {} : { county: first.county }),
          ...(first.firmContact === null ? {} : { firmContact: first.firmContact }),
          ...maybe(values, 'detail'),
        },
      }),
    ),
});

const merge = (code: string, t: T): Command => ({
  ...{ id: 'merge', title: t('problemAction.merge'), grave: true },
  fields: [
    { kind: 'text', name: 'into', label: t('problemAction.into'), required: true },
    long('reason', t('problemAction.reason')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/merge', {
        params: to(code, key),
        body: { into: textOf(values, 'into'), reason: textOf(values, 'reason') },
      }),
    ),
});

const withdraw = (code: string, t: T): Command => ({
  ...{ id: 'withdraw', title: t('problemAction.withdraw'), grave: true },
  fields: [long('reason', t('problemAction.reason'))],
  send: (values, key) =>
    read(
      api.POST('/api/v1/problems/{code}/withdraw', {
        params: to(code, key),
        body: { reason: textOf(values, 'reason') },
      }),
    ),
});

/** Raising one, from the list or from the page of a project. */
export function useRaise(project: string | undefined): Command | null {
  const { t } = useTranslation();
  const may = useMay();
  const counties = useCounties();
  if (!may('problem.raise')) return null;
  return {
    ...{ id: 'raise', title: t('problemAction.raise') },
    fields: [
      { kind: 'text', name: 'title', label: t('problemAction.title'), required: true },
      {
        ...{ kind: 'find', name: 'project', label: t('problemAction.project'), hint: t('problemAction.projectHint') },
        find: findProjects,
        initial: project ?? '',
      },
      { kind: 'pick', name: 'county', label: t('problemAction.county'), options: counties },
      {
        ...{ kind: 'pick', name: 'category', label: t('problemAction.category'), required: true },
        options: optionsOf(CATEGORY_WORDS),
      },
      {
        ...{ kind: 'pick', name: 'source', label: t('problemAction.source'), required: true, initial: 'meeting' },
        options: optionsOf(SOURCE_WORDS),
      },
      long('detail', t('problemAction.detail'), false),
    ],
    send: (values, key) =>
      read(
        api.POST('/api/v1/problems', {
          params: { header: { 'idempotency-key': key } },
          body: {
            title: textOf(values, 'title'),
            category: textOf(values, 'category') as 'other',
            source: textOf(values, 'source') as 'meeting',
            ...maybe(values, 'project'),
            ...maybe(values, 'county'),
            ...maybe(values, 'detail'),
          },
        }),
      ),
  };
}
