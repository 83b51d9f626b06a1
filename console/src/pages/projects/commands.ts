import { useTranslation } from 'react-i18next';
import { AGREEMENT_WORDS, STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { STAGES } from '../../../../src/domain/project/stages.ts';
import { api, read } from '../../api/client.ts';
import { useCounties } from '../../api/office.ts';
import type { ProjectDetail, Stage } from '../../api/types.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { evidenceOf, maybe, textOf, type Field, type Option, type Values } from '../../ui/fields/types.ts';
import { today, word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';

const to = (code: string, key: string) => ({ path: { code }, header: { 'idempotency-key': key } });
const long = (name: string, label: string, required = true): Field => ({ kind: 'long', name, label, required });
/** A whole number as people write it, with commas too; anything else is sent as it is, so that the API names what is wrong with it. */
const number = (values: Values, name: string): number => {
  const typed = textOf(values, name);
  const plain = typed.replace(/[,，](?=\d{3}\b)/g, '');
  return /^-?\d+$/.test(plain) ? Number(plain) : (typed as unknown as number);
};
const stageOptions = (stages: readonly Stage[]): Option[] =>
  stages.map(value => ({ value, text: word(STAGE_WORDS, value) }));

/** Stages that only prepare the signing; whoever passes over them owes no date. */
const PREPARING: ReadonlySet<Stage> = new Set(['lead', 'negotiation']);

/** What the state of a project and the roles of the reader allow; whether the path lets it pass, the rule says. */
export function useProjectCommands(project: ProjectDetail): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const { code, status, pathStages, stage } = project;
  const ahead = pathStages.slice(pathStages.indexOf(stage) + 1);
  const active = status === 'active';
  const given: [boolean, () => Command][] = [
    [may('project.progress') && active && ahead.length > 0, () => advance(code, t, ahead)],
    [may('project.progress') && active && ahead.length > 0, () => revise(code, t, ahead)],
    [may('project.progress') && active, () => prove(code, t, pathStages)],
    [may('project.money') && active, () => report(code, t)],
    [may('project.money') && active, () => planYear(code, t)],
    [may('project.leave') && active, () => pause(code, t)],
    [may('project.leave') && status === 'paused', () => resume(code, t)],
    [may('project.leave') && (active || status === 'paused'), () => withdraw(code, t)],
  ];
  return given.filter(([allowed]) => allowed).map(([, make]) => make());
}

/** What can be done to several at once: each is a command of its own, and each project's own rules say whether it may. */
export function useBulkCommands(): readonly { id: string; of: (code: string) => Command }[] {
  const { t } = useTranslation();
  const may = useMay();
  const dated = STAGES.filter(stage => !PREPARING.has(stage));
  return [
    ...(may('project.progress') ? [{ id: 'revise', of: (code: string) => revise(code, t, dated) }] : []),
    ...(may('project.leave')
      ? [
          { id: 'pause', of: (code: string) => pause(code, t) },
          { id: 'resume', of: (code: string) => resume(code, t) },
          { id: 'withdraw', of: (code: string) => withdraw(code, t) },
        ]
      : []),
  ];
}

/** Whoever passes over a milestone names its day in the same command, so each that lies between is asked for. */
function advance(code: string, t: T, ahead: readonly Stage[]): Command {
  const between = (values: Values): readonly Stage[] =>
    ahead.slice(0, Math.max(0, ahead.indexOf(textOf(values, 'to') as Stage))).filter(stage => !PREPARING.has(stage));
  return {
    ...{ id: 'advance', title: t('projectAction.advance'), hint: t('projectAction.advanceHint') },
    fields: [
      {
        ...{ kind: 'pick', name: 'to', label: t('projectAction.to'), required: true },
        ...{ options: stageOptions(ahead), initial: ahead[0] ?? '' },
      },
      ...ahead.map((stage): Field => {
        const label = t('projectAction.passed', { stage: word(STAGE_WORDS, stage) });
        return { kind: 'partialDate', name: `passed.${stage}`, label, when: values => between(values).includes(stage) };
      }),
      {
        ...{ kind: 'partialDate', name: 'on', label: t('projectAction.on'), hint: t('projectAction.onHint') },
        ...{ required: true, initial: today() },
      },
      { kind: 'evidence', name: 'evidence', label: t('projectAction.evidence') },
    ],
    send: (values, key) => {
      const passed = Object.fromEntries(
        between(values).flatMap(stage => {
          const on = textOf(values, `passed.${stage}`);
          return on === '' ? [] : [[stage, on]];
        }),
      );
      return read(
        api.POST('/api/v1/projects/{code}/advance', {
          params: to(code, key),
          body: {
            to: textOf(values, 'to') as Stage,
            ...maybe(values, 'on'),
            passed,
            evidence: evidenceOf(values, 'evidence'),
          },
        }),
      );
    },
  };
}

const revise = (code: string, t: T, ahead: readonly Stage[]): Command => ({
  ...{ id: 'revise', title: t('projectAction.revise') },
  fields: [
    {
      ...{ kind: 'pick', name: 'stage', label: t('projectAction.stage'), required: true },
      ...{ options: stageOptions(ahead.filter(stage => !PREPARING.has(stage))), initial: ahead[0] ?? '' },
    },
    { kind: 'date', name: 'date', label: t('projectAction.date'), required: true },
    long('reason', t('projectAction.reason')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/revise-plan', {
        params: to(code, key),
        body: {
          stage: textOf(values, 'stage') as Stage,
          date: textOf(values, 'date'),
          reason: textOf(values, 'reason'),
        },
      }),
    ),
});

const prove = (code: string, t: T, stages: readonly Stage[]): Command => ({
  ...{ id: 'prove', title: t('projectAction.prove') },
  fields: [
    {
      ...{ kind: 'pick', name: 'stage', label: t('projectAction.stage'), required: true },
      options: stageOptions(stages),
    },
    { kind: 'evidence', name: 'evidence', label: t('projectAction.evidence'), required: true },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/prove', {
        params: to(code, key),
        body: { stage: textOf(values, 'stage') as Stage, evidence: evidenceOf(values, 'evidence') },
      }),
    ),
});

const report = (code: string, t: T): Command => ({
  ...{ id: 'report', title: t('projectAction.report') },
  fields: [
    {
      ...{ kind: 'text', name: 'month', label: t('projectAction.month'), hint: t('projectAction.monthHint') },
      ...{ required: true, initial: today().slice(0, 7) },
    },
    { kind: 'text', name: 'doneWan', label: t('projectAction.doneWan'), required: true },
    { kind: 'text', name: 'toDateWan', label: t('projectAction.toDateWan') },
    long('note', t('projectAction.note'), false),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/report', {
        params: to(code, key),
        body: {
          month: textOf(values, 'month'),
          doneWan: number(values, 'doneWan'),
          ...(textOf(values, 'toDateWan') === '' ? {} : { toDateWan: number(values, 'toDateWan') }),
          ...maybe(values, 'note'),
        },
      }),
    ),
});

const planYear = (code: string, t: T): Command => ({
  ...{ id: 'planYear', title: t('projectAction.planYear') },
  fields: [
    {
      ...{ kind: 'text', name: 'year', label: t('projectAction.year'), required: true },
      initial: today().slice(0, 4),
    },
    { kind: 'text', name: 'amountWan', label: t('projectAction.planWan'), required: true },
    long('reason', t('projectAction.reason'), false),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/plan-year', {
        params: to(code, key),
        body: { year: number(values, 'year'), amountWan: number(values, 'amountWan'), ...maybe(values, 'reason') },
      }),
    ),
});

const pause = (code: string, t: T): Command => ({
  ...{ id: 'pause', title: t('projectAction.pause') },
  fields: [
    { kind: 'date', name: 'reviewOn', label: t('projectAction.reviewOn'), required: true },
    long('reason', t('projectAction.reason')),
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/pause', {
        params: to(code, key),
        body: { reviewOn: textOf(values, 'reviewOn'), reason: textOf(values, 'reason') },
      }),
    ),
});

const resume = (code: string, t: T): Command => ({
  ...{ id: 'resume', title: t('projectAction.resume') },
  fields: [long('reason', t('projectAction.reason'), false)],
  send: (values, key) =>
    read(api.POST('/api/v1/projects/{code}/resume', { params: to(code, key), body: { ...maybe(values, 'reason') } })),
});

const withdraw = (code: string, t: T): Command => ({
  ...{ id: 'withdraw', title: t('projectAction.withdraw'), grave: true },
  fields: [long('reason', t('projectAction.reason'))],
  send: (values, key) =>
    read(
      api.POST('/api/v1/projects/{code}/withdraw', {
        params: to(code, key),
        body: { reason: textOf(values, 'reason') },
      }),
    ),
});

/** A new project; what is not known yet is filled in later. */
export function useStart(): Command | null {
  const { t } = useTranslation();
  const may = useMay();
  const counties = useCounties();
  if (!may('project.start')) return null;
  return {
    ...{ id: 'start', title: t('projectAction.start') },
    fields: [
      { kind: 'text', name: 'name', label: t('projectAction.name'), required: true },
      {
        ...{ kind: 'pick', name: 'stage', label: t('projects.stage'), required: true, initial: 'signing' },
        options: stageOptions(STAGES),
      },
      {
        ...{ kind: 'partialDate', name: 'on', label: t('projectAction.on'), hint: t('projectAction.onHint') },
        ...{ also: 'milestones', required: true },
        when: values => !PREPARING.has(textOf(values, 'stage') as Stage),
      },
      {
        ...{ kind: 'pick', name: 'agreement', label: t('project.agreement') },
        options: Object.keys(AGREEMENT_WORDS).map(value => ({ value, text: word(AGREEMENT_WORDS, value) })),
      },
      { kind: 'pick', name: 'county', label: t('projects.county'), options: counties },
      { kind: 'text', name: 'investor', label: t('projectAction.investor') },
      { kind: 'text', name: 'industry', label: t('projectAction.industry') },
      { kind: 'text', name: 'investmentYi', label: t('projectAction.investment') },
    ],
    send: (values, key) => {
      const stage = textOf(values, 'stage') as Stage;
      const on = textOf(values, 'on');
      return read(
        api.POST('/api/v1/projects', {
          params: { header: { 'idempotency-key': key } },
          body: {
            name: textOf(values, 'name'),
            stage,
            ...(maybe(values, 'agreement') as { agreement?: 'contract' }),
            ...maybe(values, 'county'),
            ...maybe(values, 'investor'),
            ...maybe(values, 'industry'),
            ...maybe(values, 'investmentYi'),
            ...(on === '' || PREPARING.has(stage) ? {} : { milestones: { [stage]: { actual: on } } }),
          },
        }),
      );
    },
  };
}
