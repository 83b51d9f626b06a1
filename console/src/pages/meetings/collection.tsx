import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import type { CollectedUnit } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands, type Command } from '../../ui/command.tsx';
import { maybe, textOf } from '../../ui/fields/types.ts';
import { Loading } from '../../ui/loading.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { instantShort } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { changesOf, type Of } from './agenda.tsx';
import { useCollection } from './silent.tsx';

const TONES: Readonly<Record<CollectedUnit['state'], Tone>> = { silent: 'bad', late: 'warn', answered: 'good' };

export function Collection({ of, planned }: { of: Of; planned: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const { data, isPending, isError, error, refetch } = useCollection(of);
  if (!may('meeting.collection')) return null;
  const closes = data && (data.frozenAt ?? data.closesAt);
  const enters = planned && data && data.openedAt !== null && may('meeting.change');
  return (
    <Card
      title={t('collection.title')}
      aside={closes && <span className="quiet">{t('collection.closes', { at: instantShort(closes) })}</span>}
    >
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && data.openedAt === null && (
        <p className="quiet">
          {data.opensAt !== null && Date.parse(data.opensAt) < Date.now() ? (
            t('collection.leftOut', { at: instantShort(data.opensAt) })
          ) : (
            <>
              {t('collection.notOpened')}
              {data.opensAt !== null && ` ${t('collection.opens', { at: instantShort(data.opensAt) })}`}
            </>
          )}
        </p>
      )}
      {data && data.openedAt !== null && (
        <>
          <p>{data.asked === 0 ? t('collection.none') : t('collection.counts', { ...data })}</p>
          {enters && data.asked > 0 && <Commands commands={[enter(of, t, data.units)]} changes={changesOf(of)} />}
          <ul className="bare rows">
            {data.units.map(unit => (
              <Unit key={unit.unit} unit={unit} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Unit({ unit: { unit, unitName, state, noChange, given, note, people, requests } }: { unit: CollectedUnit }) {
  const { t } = useTranslation();
  const words = [
    noChange === true && t('collection.noChange'),
    given.length > 0 && t('collection.given', { count: given.length }),
    note,
    people.length === 0 && t('collection.nobody'),
    requests > 1 && t('collection.requests', { count: requests }),
  ];
  return (
    <li>
      <span>{unitName ?? unit}</span>
      <Tag tone={TONES[state]}>{t(`collection.${state}`)}</Tag>
      <span className="quiet">{words.filter(Boolean).join(' · ')}</span>
    </li>
  );
}

/** By a coordinator, who was told by telephone. */
const enter = ({ series, date }: Of, t: T, units: readonly CollectedUnit[]): Command => ({
  ...{ id: 'report', title: t('collection.enter'), hint: t('collection.enterHint') },
  fields: [
    {
      ...{ kind: 'pick', name: 'unit', label: t('collection.unit'), required: true },
      options: units.map(({ unit, unitName }) => ({ value: unit, text: unitName ?? unit })),
    },
    { kind: 'text', name: 'note', label: t('collection.note') },
  ],
  send: (values, key) =>
    read(
      api.POST('/api/v1/meetings/{series}/{date}/collection', {
        params: { path: { series, date }, header: { 'idempotency-key': key } },
        body: { unit: textOf(values, 'unit'), noChange: textOf(values, 'note') === '', ...maybe(values, 'note') },
      }),
    ),
});
