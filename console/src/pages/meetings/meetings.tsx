import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MEETING_MOVE_WORDS, MEETING_STATUS_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { Meeting } from '../../api/types.ts';
import { ListBody } from '../../ui/list-body.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { usePages } from '../../ui/pages.ts';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instant, word } from '../../words/say.ts';
import { SeriesList } from '../series/series-list.tsx';
import type { T } from '../../words/t.ts';
import { meetingTone } from './tones.ts';

export function Meetings() {
  const { t } = useTranslation();
  const { t: said } = useTranslation('office');
  useTitle(t('meetings.title'));
  const list = usePages(['meetings'], (cursor, signal) =>
    read(
      api.GET('/api/v1/meetings', {
        params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <>
      <header className="page-head">
        <h1>{t('meetings.title')}</h1>
        <Link className="button" to="/month">
          {said('calendar.title')}
        </Link>
      </header>
      <SeriesList />
      <ListBody
        label={t('meetings.title')}
        columns={columnsIn(t)}
        keyOf={meeting => meeting.id}
        list={list}
        empty={t('overview.noMeeting')}
      />
    </>
  );
}

const columnsIn = (t: T): Column<Meeting>[] => [
  {
    ...{ id: 'when', head: t('meetings.columns.when'), rem: 14 },
    cell: ({ id, startAt, plannedDate }) => (
      <Link to={`/dispatch/${id}`}>{startAt === null ? plannedDate : instant(startAt)}</Link>
    ),
  },
  { ...{ id: 'series', head: t('meetings.columns.series'), rem: 10 }, cell: ({ series }) => series },
  {
    ...{ id: 'theme', head: t('meetings.columns.theme'), rem: 10, grow: 1 },
    cell: ({ theme }) => theme ?? '—',
  },
  { ...{ id: 'venue', head: t('meetings.columns.venue'), rem: 10, grow: 1 }, cell: ({ venue }) => venue },
  {
    ...{ id: 'status', head: t('meetings.columns.status'), rem: 14 },
    cell: ({ status, moved, provisional }) => (
      <span className="tags">
        <Tag tone={meetingTone(status)}>{word(MEETING_STATUS_WORDS, status)}</Tag>
        {moved !== null && <span className="quiet">{word(MEETING_MOVE_WORDS, moved)}</span>}
        {provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
      </span>
    ),
  },
];
