import { useTranslation } from 'react-i18next';
import { leavesOf, typedValue, withLeaf } from '../../../../src/cli/leaves.ts';
import { api, read } from '../../api/client.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { textOf, type Field, type Values } from '../../ui/fields/types.ts';
import { language } from '../../words/language.ts';
import { today } from '../../words/say.ts';
import type { Setting } from './section.tsx';

type T = ReturnType<typeof useTranslation>['t'];

/** As src/access/table/upkeep.ts parts them: who watches over accounts is another than who sets the limits. */
const SECURITY: readonly string[] = ['access', 'accounts', 'audit'];

export function useSettingCommands(setting: Setting): readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const isHis = may(SECURITY.includes(setting.section) ? 'security.change' : 'setting.change');
  return isHis ? [changeLeaf(setting, t), changeWhole(setting, t)] : [];
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
        options: leaves.map(({ value: leaf, present }) => ({ value: leaf, text: `${leaf} = ${present}` })),
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

const changeWhole = (setting: Setting, t: T): Command => ({
  ...{ id: 'whole', title: t('settings.whole'), hint: t('settings.wholeHint') },
  fields: [
    {
      ...{ kind: 'long', name: 'value', label: t('settings.json'), required: true },
      initial: JSON.stringify(setting.value, null, 2),
    },
    ...whenAndWhy(t),
  ],
  send: async (values, key) => send(setting, JSON.parse(textOf(values, 'value')), values, key),
});
