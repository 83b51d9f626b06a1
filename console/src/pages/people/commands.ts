import { useTranslation } from 'react-i18next';
import { ROLE_WORDS, UNIT_KIND_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { useUnits } from '../../api/office.ts';
import type { Person, Unit } from '../../api/types.ts';
import { useMay } from '../../app/me.ts';
import type { Command } from '../../ui/command.tsx';
import { listOf, maybe, textOf, type Field, type Option, type Values } from '../../ui/fields/types.ts';
import { word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';

const to = (id: string, key: string) => ({ path: { id }, header: { 'idempotency-key': key } });
const text = (name: string, label: string, initial: string | null, required = false): Field => ({
  ...{ kind: 'text', name, label, required, initial: initial ?? '' },
});
const idField = (t: T): Field => ({ ...text('id', t('people.id'), null, true), hint: t('people.idHint') });

/** What an administrator does to somebody. `handed`: is given the link that nobody sees a second time. */
export function usePersonCommands(handed: (url: string) => void): (person: Person | null) => readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  const units = useUnits();
  return person => {
    if (person === null) return may('people.define') ? [define(t, units, null)] : [];
    return [
      ...(may('people.define') ? [define(t, units, person), setActive(t, person)] : []),
      ...(may('account.link') && person.active ? [invite(t, person.id, handed)] : []),
    ];
  };
}

/** Replaced whole, so the form shows all of what will be. */
const define = (t: T, units: readonly Option[], person: Person | null): Command => ({
  ...{ id: `define-${person?.id ?? 'new'}`, title: t(person ? 'people.edit' : 'people.add') },
  ...(person && { hint: person.name }),
  fields: [
    ...(person ? [] : [idField(t)]),
    text('name', t('people.name'), person?.name ?? null, true),
    text('title', t('people.job'), person?.title ?? null),
    text('address', t('people.address'), person?.address ?? null),
    {
      ...{ kind: 'pick', name: 'unit', label: t('people.unit'), required: true, options: units },
      initial: person?.unit ?? '',
    },
    {
      ...{ kind: 'picks', name: 'roles', label: t('people.roles'), initial: person?.roles ?? [] },
      options: Object.keys(ROLE_WORDS).map(value => ({ value, text: word(ROLE_WORDS, value) })),
    },
  ],
  send: (values, key) =>
    read(
      api.PUT('/api/v1/people/{id}', {
        params: to(person?.id ?? textOf(values, 'id'), key),
        body: { ...personIn(values), active: person?.active ?? true },
      }),
    ),
});

const personIn = (values: Values) => ({
  name: textOf(values, 'name'),
  unit: textOf(values, 'unit'),
  roles: listOf(values, 'roles') as Person['roles'],
  ...maybe(values, 'title'),
  ...maybe(values, 'address'),
});

const setActive = (t: T, person: Person): Command => {
  const { id, name, title, address, unit, roles, active } = person;
  return {
    ...{ id: `active-${id}`, title: t(active ? 'people.disable' : 'people.enable'), fields: [], grave: active },
    hint: active ? `${name}：${t('people.disableHint')}` : name,
    send: (_values, key) =>
      read(
        api.PUT('/api/v1/people/{id}', {
          params: to(id, key),
          body: { name, title, address, unit, roles, active: !active },
        }),
      ),
  };
};

const invite = (t: T, id: string, handed: (url: string) => void): Command => ({
  ...{ id: `invite-${id}`, title: t('people.invite'), hint: t('people.inviteHint') },
  fields: [
    {
      ...{ kind: 'choice', name: 'by', label: t('people.by'), required: true, initial: 'mail' },
      options: [
        { value: 'mail', text: t('people.byMail') },
        { value: 'hand', text: t('people.byHand') },
      ],
    },
  ],
  send: async (values, key) => {
    const by = textOf(values, 'by') as 'mail' | 'hand';
    const { url } = await read(api.POST('/api/v1/people/{id}/account-link', { params: to(id, key), body: { by } }));
    if (url !== null) handed(url);
  },
});

export function useUnitCommands(): (unit: Unit | null) => readonly Command[] {
  const { t } = useTranslation();
  const may = useMay();
  return unit => (may('unit.define') ? [defineUnit(t, unit)] : []);
}

const defineUnit = (t: T, unit: Unit | null): Command => ({
  ...{ id: `define-${unit?.id ?? 'new'}`, title: t(unit ? 'people.edit' : 'people.addUnit') },
  fields: [
    ...(unit ? [] : [idField(t)]),
    text('name', t('people.unitName'), unit?.name ?? null, true),
    {
      ...{ kind: 'pick', name: 'kind', label: t('people.kind'), required: true, initial: unit?.kind ?? '' },
      options: Object.keys(UNIT_KIND_WORDS).map(value => ({ value, text: word(UNIT_KIND_WORDS, value) })),
    },
    {
      ...text('county', t('people.county'), unit?.county ?? null),
      when: values => textOf(values, 'kind') === 'county',
    },
  ],
  send: (values, key) =>
    read(
      api.PUT('/api/v1/units/{id}', {
        params: to(unit?.id ?? textOf(values, 'id'), key),
        body: {
          name: textOf(values, 'name'),
          kind: textOf(values, 'kind') as Unit['kind'],
          ...(textOf(values, 'kind') === 'county' ? maybe(values, 'county') : {}),
        },
      }),
    ),
});
