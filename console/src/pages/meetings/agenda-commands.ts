import { api, read } from '../../api/client.ts';
import type { AgendaItem } from '../../api/types.ts';
import type { Command } from '../../ui/command.tsx';
import { textOf } from '../../ui/fields/types.ts';
import type { T } from '../../words/t.ts';
import type { Of } from './agenda.tsx';

const to = (of: Of, key: string) => ({ path: { ...of }, header: { 'idempotency-key': key } });
/** Digits as a number; anything else goes as it is, and the API names what is wrong. */
const whole = (typed: string): number => (/^\d+$/.test(typed) ? Number(typed) : (typed as unknown as number));

export const approve = (of: Of, t: T): Command => ({
  ...{ id: 'approve', title: t('agenda.approve'), hint: t('agenda.approveHint'), fields: [] },
  send: (_values, key) =>
    read(api.POST('/api/v1/meetings/{series}/{date}/agenda/approve', { params: to(of, key), body: {} })),
});

export const addItem = (of: Of, t: T): Command => ({
  ...{ id: 'add', title: t('agenda.add') },
  fields: [
    { kind: 'text', name: 'title', label: t('agenda.itemTitle'), required: true },
    { kind: 'text', name: 'minutes', label: t('agenda.itemLength') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/agenda/add', {
        params: to(of, key),
        body: {
          title: textOf(values, 'title'),
          ...(textOf(values, 'minutes') === '' ? {} : { minutes: whole(textOf(values, 'minutes')) }),
        },
      }),
    ),
});

export const timeItem = (of: Of, t: T, { no, minutes }: AgendaItem): Command => ({
  ...{ id: `time-${no}`, title: t('agenda.time') },
  fields: [{ kind: 'text', name: 'minutes', label: t('agenda.itemLength'), required: true, initial: String(minutes) }],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/agenda/time', {
        params: to(of, key),
        body: { no, minutes: whole(textOf(values, 'minutes')) },
      }),
    ),
});

export const dropItem = (of: Of, t: T, { no, title }: AgendaItem): Command => ({
  ...{ id: `drop-${no}`, title: t('agenda.drop'), hint: title, grave: true },
  fields: [{ kind: 'long', name: 'reason', label: t('agenda.reason'), required: true }],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/agenda/drop', {
        params: to(of, key),
        body: { no, reason: textOf(values, 'reason') },
      }),
    ),
});
