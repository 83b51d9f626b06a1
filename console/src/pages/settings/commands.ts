import { useTranslation } from 'react-i18next';
import { leavesOf, typedValue, withLeaf } from '../../../../src/cli/leaves.ts';
import type { OfficeHours } from '../../../../src/domain/calendar/office-hours.ts';
import type { HolidaySettings } from '../../../../src/domain/calendar/published-years.ts';
import type { ImportSettings, Reading } from '../../../../src/domain/reading/types.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/domain/settings.ts';
import type { MailText, MailTextPart, TextSettings } from '../../../../src/domain/mail-texts.ts';
import { api, read } from '../../api/client.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import type { RowColumn } from '../../ui/fields/rows.tsx';
import { textOf, type Field, type Values } from '../../ui/fields/types.ts';
import { language } from '../../words/language.ts';
import { today } from '../../words/say.ts';
import type { SaidOffice, T } from '../../words/t.ts';
import type { Setting } from './section.tsx';
import { placeInJson } from './json-place.ts';
import { listsOf, PARTED_BY, withRows, type EditableList, type TypedRow } from './lists.ts';
import { settingName, settingOptions, settingTitle } from './words.ts';

/** As src/access/table/upkeep.ts parts them: who watches over accounts is another than who sets the limits. */
const SECURITY: readonly string[] = ['access', 'accounts', 'audit'];

export function useSettingCommands(setting: Setting): readonly Command[] {
  const { t } = useTranslation();
  const { t: said } = useTranslation('office');
  const may = useMay();
  const isHis = may(permissionFor(setting.section));
  if (!isHis) return [];
  const hasForm = ['texts', 'holidays', 'imports'].includes(setting.section);
  if (hasForm) return [changeWhole(setting, t)];
  const lists = listsOf(setting.value, DEFAULT_SETTINGS[setting.section as keyof Settings]);
  return [
    changeLeaf(setting, t),
    ...(setting.section === 'officeHours' ? [changeLunch(setting, t)] : []),
    ...(lists.length > 0 ? [changeList(setting, lists, { t, said })] : []),
    changeWhole(setting, t),
  ];
}

const permissionFor = (section: string): string => {
  if (section === 'imports') return 'reading.change';
  return SECURITY.includes(section) ? 'security.change' : 'setting.change';
};

/** One reading is forgotten; the others stay. */
export function useForgetReading(setting: Setting, reading: Reading): readonly Command[] {
  const { t } = useTranslation();
  const { t: said } = useTranslation('office');
  const may = useMay();
  if (!may(permissionFor(setting.section))) return [];
  const { readings } = setting.value as ImportSettings;
  const others = readings.filter(each => each !== reading);
  return [
    {
      ...{ id: 'forget', title: said('readings.forget'), hint: said('readings.forgetHint'), fields: whenAndWhy(t) },
      send: (values, key) => send(setting, { readings: others }, values, key),
    },
  ];
}

/** A year as it was read from its notice, from a day on. */
export function usePublishYear(setting: Setting, value: HolidaySettings | null): readonly Command[] {
  const { t } = useTranslation();
  const { t: said } = useTranslation('office');
  if (value === null) return [];
  return [
    {
      ...{ id: 'publish', title: said('holidays.publish'), hint: said('holidays.publishHint'), fields: whenAndWhy(t) },
      send: (values, key) => send(setting, value, values, key),
    },
  ];
}

interface TextDraft {
  which: Pick<MailText, 'kind' | 'variant' | 'language'>;
  parts: Readonly<Record<MailTextPart, string>>;
  isKept: boolean;
}

/** What stands in the editor from a day on, or our own words again; the other mails of the section stay as they are. */
export function useTextCommands(setting: Setting, { which, parts, isKept }: TextDraft): readonly Command[] {
  const { t } = useTranslation();
  const { t: said } = useTranslation('office');
  const may = useMay();
  if (!may('setting.change')) return [];
  const others = (setting.value as TextSettings).mails.filter(
    text => text.kind !== which.kind || text.variant !== which.variant || text.language !== which.language,
  );
  const orNull = (part: MailTextPart): string | null => (parts[part].trim() === '' ? null : parts[part]);
  const text = { ...which, subject: orNull('subject'), opening: orNull('opening'), closing: orNull('closing') };
  const save: Command = {
    ...{ id: 'save', title: said('texts.save'), fields: whenAndWhy(t) },
    send: (values, key) => send(setting, { mails: [...others, text] }, values, key),
  };
  const clear: Command = {
    ...{ id: 'clear', title: said('texts.clear'), hint: said('texts.clearHint'), fields: whenAndWhy(t) },
    send: (values, key) => send(setting, { mails: others }, values, key),
  };
  return isKept ? [save, clear] : [save];
}

const whenAndWhy = (t: T): readonly Field[] => [
  { kind: 'date', name: 'validFrom', label: t('settings.validFrom'), required: true, initial: today() },
  { kind: 'long', name: 'reason', label: t('settings.reason'), required: true },
];

/** The section as it will be, with the version it was read as: whoever was faster is not overwritten. */
const send = ({ section, version }: Setting, value: unknown, values: Values, key: string) =>
  read(
    // One address a section, each with a body of its own; the value is checked by the server, which names the place.
    api.PUT(`/api/v1/settings/${section}` as '/api/v1/settings/officeHours', {
      params: { header: { 'idempotency-key': key } },
      body: {
        value: value as never,
        validFrom: textOf(values, 'validFrom'),
        reason: textOf(values, 'reason'),
        basedOn: version,
      },
    }),
  );

const changeLeaf = (setting: Setting, t: T): Command => {
  const { section, value } = setting;
  const leaves = leavesOf(value, section).map(([path, present]) => ({
    ...{ value: path.slice(section.length + 1), present },
  }));
  return {
    ...{ id: 'leaf', title: t('settings.change'), hint: t('settings.changeHint') },
    fields: [
      {
        ...{ kind: 'pick', name: 'leaf', label: t('settings.which'), required: true },
        options: leaves.map(({ value: leaf, present }) => ({
          ...{ value: leaf, text: `${settingTitle(`${section}.${leaf}`)} = ${present}` },
        })),
      },
      { kind: 'text', name: 'to', label: t('settings.to'), hint: t('settings.toHint'), required: true, also: 'value' },
      ...whenAndWhy(t),
    ],
    send: async (values, key) => {
      const place = { field: 'leaf', lang: language() };
      const next = withLeaf(value, textOf(values, 'leaf'), present => typedValue(textOf(values, 'to'), present), place);
      return send(setting, next, values, key);
    },
  };
};

/** The only value that may be left out, and so is no row of the values to choose from. */
const changeLunch = (setting: Setting, t: T): Command => {
  const { lunch, ...hours } = setting.value as OfficeHours;
  const at = (end: keyof NonNullable<OfficeHours['lunch']>): Field => ({
    ...{ kind: 'text', name: `lunch.${end}`, label: settingName(`officeHours.lunch.${end}`) },
    ...{ also: `value.lunch.${end}`, initial: lunch?.[end] ?? '' },
  });
  return {
    ...{ id: 'lunch', title: t('settings.lunch'), hint: t('settings.lunchHint') },
    fields: [at('start'), at('end'), ...whenAndWhy(t)],
    send: async (values, key) => {
      const pause = { start: textOf(values, 'lunch.start'), end: textOf(values, 'lunch.end') };
      const isNone = pause.start === '' && pause.end === '';
      return send(setting, isNone ? hours : { ...hours, lunch: pause }, values, key);
    },
  };
};

/** One list of the section, row by row. */
const changeList = (
  setting: Setting,
  lists: readonly EditableList[],
  { t, said }: { t: T; said: SaidOffice },
): Command => {
  const { section, value } = setting;
  const rowsName = ({ path }: EditableList): string => `rows ${path}`;
  return {
    ...{ id: 'list', title: said('rows.change'), hint: said('rows.hint') },
    fields: [
      {
        ...{ kind: 'pick', name: 'list', label: said('rows.which'), required: true },
        options: lists.map(({ path, of }) => ({
          ...{ value: path, text: settingTitle(`${section}.${path}`) + (of === undefined ? '' : ` — ${of}`) },
        })),
      },
      ...lists.map((list): Field => ({
        ...{ kind: 'rows', name: rowsName(list), label: said('rows.rows'), also: 'value' },
        initial: JSON.stringify(list.rows),
        columns: list.columns.map(name =>
          columnOf(`${section}.${list.path}`, { name, isMany: list.many.includes(name) }),
        ),
        when: values => textOf(values, 'list') === list.path,
      })),
      ...whenAndWhy(t),
    ],
    send: async (values, key) => {
      const list = lists.find(({ path }) => path === textOf(values, 'list'));
      // Which list is asked for by the server's own rule: nothing changed.
      const next = list ? withRows(value, list, JSON.parse(textOf(values, rowsName(list))) as TypedRow[]) : value;
      return send(setting, next, values, key);
    },
  };
};

/** A list of plain values is one column, called as the list. */
function columnOf(path: string, { name, isMany }: { name: string; isMany: boolean }): RowColumn {
  const place = name === '' ? path : `${path}[0].${name}`;
  const options = settingOptions(place);
  return { name, label: settingName(place), ...(options && { options }), ...(isMany && { partedBy: PARTED_BY }) };
}

const changeWhole = (setting: Setting, t: T): Command => ({
  ...{ id: 'whole', title: t('settings.whole'), hint: t('settings.wholeHint') },
  fields: [
    {
      ...{ kind: 'long', name: 'value', label: t('settings.json'), required: true },
      initial: JSON.stringify(setting.value, null, 2),
    },
    ...whenAndWhy(t),
  ],
  send: async (values, key) => send(setting, parsed(textOf(values, 'value'), t), values, key),
});

/** @throws Error that says in words where it stops being JSON */
function parsed(typed: string, t: T): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    throw new Error(t('settings.notJson', placeInJson(typed)));
  }
}
