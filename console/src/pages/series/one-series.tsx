import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import {
  HOLIDAY_RULE_WORDS,
  MEETING_MOVE_WORDS,
  MEETING_STATUS_WORDS,
} from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import { usePeople } from '../../api/office.ts';
import type { Meeting, Series } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instant, today, weekday, word } from '../../words/say.ts';
import { meetingTone } from '../meetings/tones.ts';
import { useSeriesCommands } from './commands.ts';
import { otherRhythm } from './rhythm.ts';
import { plannedAhead } from './weeks-ahead.ts';

const MEETINGS = 50;
const WEEKS_AHEAD = 8;

export function OneSeries() {
  const { series: id = '' } = useParams();
  const { t } = useTranslation();
  const series = useQuery({
    queryKey: ['series', id],
    queryFn: () => read(api.GET('/api/v1/series/{id}', { params: { path: { id } } })),
  });
  const meetings = useQuery({
    queryKey: ['meetings', 'of', id],
    queryFn: () => read(api.GET('/api/v1/meetings', { params: { query: { series: id, limit: MEETINGS } } })),
  });
  useTitle(series.data?.name ?? id);
  if (series.isPending) return <Loading />;
  if (series.isLoadingError) return <Failed error={series.error} retry={() => void series.refetch()} />;
  const held = meetings.data?.items ?? [];
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/dispatch">{t('meetings.title')}</Link> / {id}
          </p>
          <h1>{series.data.name}</h1>
          <p className="tags">
            <Tag tone={series.data.status === 'running' ? 'good' : 'warn'}>{t(`series.${series.data.status}`)}</Tag>
          </p>
        </div>
        <SeriesCommands series={series.data} />
      </header>
      <div className="cards">
        <How series={series.data} />
        <Themes themes={series.data.themes} meetings={held} />
        <Ahead series={series.data} meetings={held} />
        <Card title={t('series.meetings')}>
          {meetings.isPending && <Loading />}
          {meetings.isError && <Failed error={meetings.error} retry={() => void meetings.refetch()} />}
          {meetings.data?.items.length === 0 && <p className="quiet">{t('series.noMeetings')}</p>}
          <ul className="bare rows">
            {held.map(meeting => (
              <MeetingRow key={meeting.id} meeting={meeting} />
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

const SeriesCommands = ({ series }: { series: Series }) => (
  <Commands commands={useSeriesCommands(series)} changes={[['series'], ['meetings'], ['meeting', series.id]]} />
);

function How({ series }: { series: Series }) {
  const { t } = useTranslation();
  const may = useMay();
  const people = usePeople(may('people.read'));
  const nameOf = (id: string): string => people.find(({ value }) => value === id)?.text ?? id;
  const { weekday: day, time, durationMinutes, venue, chair, holidayRule, attendees } = series;
  return (
    <Card title={t('series.facts')}>
      <Facts
        facts={[
          {
            label: t('series.when'),
            value: otherRhythm(series) ? time : t('series.every', { day: weekday(day), time }),
          },
          { label: t('series.duration'), value: durationMinutes },
          { label: t('meetings.columns.venue'), value: venue },
          { label: t('series.chair'), value: nameOf(chair) },
          { label: t('series.holiday'), value: word(HOLIDAY_RULE_WORDS, holidayRule) },
          {
            label: t('series.attendees'),
            value: (
              <details>
                <summary>{t('series.attendeesCount', { count: attendees.length })}</summary>
                {attendees.map(nameOf).join('、')}
              </details>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** The theme of the last meeting that has one, and by that the next; what was opened already may have another. */
function Themes({ themes, meetings }: { themes: readonly string[]; meetings: readonly Meeting[] }) {
  const { t } = useTranslation();
  const last = meetings.find(({ theme }) => theme !== null)?.theme ?? null;
  const place = last === null ? -1 : themes.indexOf(last);
  const next = place === -1 ? -1 : (place + 1) % themes.length;
  return (
    <Card title={t('series.themes')}>
      {themes.length === 0 && <p className="quiet">{t('series.noThemes')}</p>}
      <ol className="bare rows">
        {themes.map((theme, index) => (
          <li key={theme}>
            <span className="number quiet">{index + 1}.</span>
            <span>{theme}</span>
            {index === place && <Tag>{t('series.lastTheme')}</Tag>}
            {index === next && <Tag tone="accent">{t('series.nextTheme')}</Tag>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Ahead({ series, meetings }: { series: Series; meetings: readonly Meeting[] }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('mail.preview') || series.status === 'paused' || otherRhythm(series)) return null;
  const opened = new Set(meetings.map(({ plannedDate }) => plannedDate));
  const days = plannedAhead(series.weekday, today(), WEEKS_AHEAD).filter(day => !opened.has(day));
  return (
    <Card title={t('series.ahead')}>
      <p className="quiet">{t('series.aheadHint')}</p>
      <ul className="bare rows">
        {days.map(day => (
          <li key={day}>
            <Link className="number" to={`/dispatch/${series.id}/${day}/mails`}>
              {day}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function MeetingRow({
  meeting: { id, startAt, plannedDate, theme, status, moved, provisional },
}: {
  meeting: Meeting;
}) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={`/dispatch/${id}`}>{startAt === null ? plannedDate : instant(startAt)}</Link>
      {theme !== null && <span className="quiet">{theme}</span>}
      <Tag tone={meetingTone(status)}>{word(MEETING_STATUS_WORDS, status)}</Tag>
      {moved !== null && <span className="quiet">{word(MEETING_MOVE_WORDS, moved)}</span>}
      {provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
    </li>
  );
}
