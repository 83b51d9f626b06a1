import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  GridList,
  GridListItem,
  useDragAndDrop,
  Button,
  type DroppableCollectionReorderEvent,
} from 'react-aria-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MAIL_STATE_WORDS, PROBLEM_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { AGENDA_KIND_WORDS } from '../../../../src/contract/catalogue/words-meeting.ts';
import { isUnproposed, lacksProposal } from '../../../../src/domain/meeting/agenda/proposal.ts';
import { STATES_OWED } from '../../../../src/domain/problem/standing.ts';
import { api, read } from '../../api/client.ts';
import { newKey } from '../../api/key.ts';
import type { Agenda as AgendaAnswer, AgendaItem, Mail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { instantShort, word } from '../../words/say.ts';
import { stateTone } from '../problems/tones.ts';
import { addItem, approve, dropItem, timeItem } from './agenda-commands.ts';
import { MailLook } from './mail-look.tsx';

export interface Of {
  series: string;
  date: string;
}

const TONES: Readonly<Record<AgendaItem['kind'], Tone>> = {
  ...{ carried: 'bad', problem: 'warn', whistle: 'warn', missed: 'bad', red: 'bad', theme: 'accent', free: 'plain' },
};

export const changesOf = ({ series, date }: Of) => [['meeting', series, date], ['meetings']];

/** What the meeting will go through: as it wrote itself, and as the coordinator sets it, with the mouse or the arrow keys. */
export function Agenda({ of, open }: { of: Of; open: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['meeting', of.series, of.date, 'agenda'],
    queryFn: () => read(api.GET('/api/v1/meetings/{series}/{date}/agenda', { params: { path: { ...of } } })),
    enabled: may('meeting.agenda'),
  });
  if (!may('meeting.agenda')) return null;
  // Once it has begun, it is gone through as it is.
  const prepares = open && may('meeting.prepare');
  const commands = [
    ...(open && may('meeting.approve') && data && data.items.length > 0 && data.approvedAt === null
      ? [approve(of, t)]
      : []),
    ...(prepares && data ? [addItem(of, t)] : []),
  ];
  return (
    <Card title={t('agenda.title')} aside={data && <Minutes agenda={data} />} wide>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <Standing agenda={data} />
          <Commands commands={commands} changes={changesOf(of)} />
          {data.items.length === 0 && <p className="quiet">{t('agenda.none')}</p>}
          {prepares ? <Sortable of={of} agenda={data} /> : <Plain items={data.items} />}
          <HeldBack agenda={data} />
          <Dropped agenda={data} />
        </>
      )}
    </Card>
  );
}

function Minutes({ agenda: { minutes, overMinutes, durationMinutes } }: { agenda: AgendaAnswer }) {
  const { t } = useTranslation();
  return (
    <span className={overMinutes > 0 ? 'bad-text' : 'quiet'}>
      {t('agenda.minutes', { minutes, of: durationMinutes })}
      {overMinutes > 0 && ` · ${t('agenda.over', { minutes: overMinutes })}`}
    </span>
  );
}

function Standing({ agenda }: { agenda: AgendaAnswer }) {
  const { t } = useTranslation();
  const { composedAt, approvedAt, sentAs, changedSinceSent, silent } = agenda;
  return (
    <p className="tags">
      {silent.length > 0 && (
        <span className="bad-text">
          {t('collection.silentUnits', {
            count: silent.length,
            names: silent.map(({ unit, unitName }) => unitName ?? unit).join('、'),
          })}
        </span>
      )}
      {composedAt !== null && <span className="quiet">{t('agenda.composed', { at: instantShort(composedAt) })}</span>}
      {approvedAt !== null ? (
        <Tag tone="good">{t('agenda.approved', { at: instantShort(approvedAt) })}</Tag>
      ) : (
        composedAt !== null && <Tag tone="warn">{t('agenda.notApproved')}</Tag>
      )}
      {sentAs !== null && <Tag tone={sentAs === 'approved' ? 'good' : 'warn'}>{t(`agenda.sentAs.${sentAs}`)}</Tag>}
      {changedSinceSent && <Tag tone="warn">{t('agenda.changedSinceSent')}</Tag>}
    </p>
  );
}

/** Moved at once on the page, and put back if the rule says no. */
function Sortable({ of, agenda }: { of: Of; agenda: AgendaAnswer }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const queryKey = ['meeting', of.series, of.date, 'agenda'];
  const moved = useMutation({
    mutationFn: ({ no, to }: { no: number; to: number }) =>
      read(
        api.POST('/api/v1/meetings/{series}/{date}/agenda/move', {
          params: { path: { ...of }, header: { 'idempotency-key': newKey() } },
          body: { no, to },
        }),
      ),
    onMutate: ({ no, to }) => {
      const before = queries.getQueryData<AgendaAnswer>(queryKey);
      if (before) queries.setQueryData(queryKey, { ...before, items: inOrder(before.items, no, to) });
      return before;
    },
    onError: (_error, _move, before) => queries.setQueryData(queryKey, before),
    onSettled: () => queries.invalidateQueries({ queryKey: ['meeting', of.series, of.date] }),
  });
  const reorder = ({ keys, target: { key, dropPosition } }: DroppableCollectionReorderEvent): void => {
    const [no] = [...keys].map(Number);
    if (no === undefined) return;
    const others = agenda.items.map(item => item.no).filter(each => each !== no);
    const place = others.indexOf(Number(key)) + (dropPosition === 'after' ? 1 : 0);
    moved.mutate({ no, to: place + 1 });
  };
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: keys => [...keys].map(key => ({ 'text/plain': String(key) })),
    onReorder: reorder,
  });
  return (
    <>
      {moved.error && (
        <p className="bad-text" role="alert">
          {moved.error.message}
        </p>
      )}
      <GridList
        aria-label={t('agenda.title')}
        items={agenda.items}
        dragAndDropHooks={dragAndDropHooks}
        className="agenda"
        keyboardNavigationBehavior="tab"
      >
        {item => (
          <GridListItem id={item.no} textValue={item.title} className="agenda-item">
            <Button slot="drag" className="grip" aria-label={t('agenda.drag', { title: item.title })}>
              ⠿
            </Button>
            <Item item={item} place={agenda.items.findIndex(({ no }) => no === item.no) + 1} />
            <Commands commands={[timeItem(of, t, item), dropItem(of, t, item)]} changes={changesOf(of)} calm />
          </GridListItem>
        )}
      </GridList>
    </>
  );
}

function inOrder(items: readonly AgendaItem[], no: number, to: number): AgendaItem[] {
  const item = items.find(each => each.no === no);
  const others = items.filter(each => each.no !== no);
  return item ? others.toSpliced(to - 1, 0, item) : others;
}

const Plain = ({ items }: { items: readonly AgendaItem[] }) => (
  <ol className="agenda bare">
    {items.map((item, index) => (
      <li key={item.no} className="agenda-item">
        <Item item={item} place={index + 1} />
      </li>
    ))}
  </ol>
);

function Item({ item, place }: { item: AgendaItem; place: number }) {
  const { t } = useTranslation();
  const {
    kind,
    code,
    title,
    unitName,
    unit,
    minutes,
    dueOn,
    daysOver,
    carried,
    proposal,
    promisedOn,
    project,
    problemState,
  } = item;
  const at = code?.startsWith('Q-') ? `/problems/${code}` : code?.startsWith('P-') ? `/projects/${code}` : null;
  return (
    <div className="agenda-text">
      <p>
        <span className="quiet number">{place}. </span>
        <Tag tone={TONES[kind]}>{word(AGENDA_KIND_WORDS, kind)}</Tag>{' '}
        {at === null ? title : <Link to={at}>{title}</Link>}{' '}
        <span className="quiet number">{t('agenda.itemMinutes', { minutes })}</span>
      </p>
      <p className="tags quiet">
        {(unitName ?? unit) && <span>{unitName ?? unit}</span>}
        {project && <Link to={`/projects/${project.code}`}>{project.name}</Link>}
        {dueOn !== null && <span className="number">{t('agenda.due', { on: dueOn })}</span>}
        {daysOver > 0 && <Tag tone="bad">{t('agenda.daysOver', { count: daysOver })}</Tag>}
        {carried > 0 && <Tag tone="bad">{t('problem.carried', { count: carried })}</Tag>}
        {lacksProposal(item) && <Tag tone="warn">{t('agenda.noProposal')}</Tag>}
        <Meanwhile state={problemState} />
      </p>
      {proposal !== null && (
        <p>
          {t('agenda.proposal', { proposal })}
          {promisedOn !== null && <span className="quiet"> {t('agenda.promised', { on: promisedOn })}</span>}
        </p>
      )}
    </div>
  );
}

/** The list that was sent is the list that is dealt with; what became of a problem since is told beside it. */
function Meanwhile({ state }: { state: AgendaItem['problemState'] }) {
  if (state === null || STATES_OWED.includes(state)) return null;
  return <Tag tone={stateTone(state)}>{word(PROBLEM_STATE_WORDS, state)}</Tag>;
}

/** What is not on it and why, what its lead was told of it, and whether that has helped. */
function HeldBack({ agenda: { heldBack } }: { agenda: AgendaAnswer }) {
  const { t } = useTranslation();
  const may = useMay();
  const [look, setLook] = useState<Mail | null>(null);
  if (heldBack.length === 0) return null;
  return (
    <>
      <h3>{t('agenda.heldBack')}</h3>
      <ul className="bare rows">
        {heldBack.map(({ code, title, unitName, unit, proposal, promisedOn, problemState, told }) => (
          <li key={code}>
            <Link to={`/problems/${code}`}>{title}</Link>
            <span className="quiet">{unitName ?? unit}</span>
            <Meanwhile state={problemState} />
            {!isUnproposed({ proposal, promisedOn }) && <Tag tone="good">{t('agenda.brought')}</Tag>}
            {told.map(mail => (
              <span key={mail.id} className="quiet">
                {t('agenda.told', { who: mail.toName, state: word(MAIL_STATE_WORDS, mail.state) })}{' '}
                {may('mail.open') && (
                  <button
                    type="button"
                    className="plain"
                    onClick={() => setLook(mail)}
                    aria-label={`${t('mails.look')} ${mail.toName}`}
                  >
                    {t('mails.look')}
                  </button>
                )}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {look && <MailLook mail={look} close={() => setLook(null)} />}
    </>
  );
}

/** What people took off and why, and how much found no room. */
function Dropped({ agenda: { dropped, leftOff } }: { agenda: AgendaAnswer }) {
  const { t } = useTranslation();
  const kinds = Object.entries(leftOff).map(([kind, many]) => `${word(AGENDA_KIND_WORDS, kind)} ${many}`);
  return (
    <>
      {dropped.length > 0 && (
        <>
          <h3>{t('agenda.dropped')}</h3>
          <ul className="bare rows">
            {dropped.map(({ no, name, reason }) => (
              <li key={no}>
                <span>{name}</span>
                <span className="quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {kinds.length > 0 && <p className="quiet">{t('agenda.leftOff', { kinds: kinds.join(' · ') })}</p>}
    </>
  );
}
