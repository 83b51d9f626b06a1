import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import {
  CALENDAR_KIND_WORDS,
  CALENDAR_STATUS_WORDS,
  DAY_KIND_WORDS,
} from '../../../../src/contract/catalogue/words-calendar.ts';
import { weekdayOf } from '../../../../src/domain/calendar/dates.ts';
import { monthAfter } from '../../../../src/domain/calendar/months.ts';
import { api, read } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useTitle } from '../../ui/title.ts';
import { language } from '../../words/language.ts';
import { clock, monthName, today, weekday, word } from '../../words/say.ts';

type Calendar = components['schemas']['OfficeCalendar'];
type Day = Calendar['days'][number];
type Entry = Calendar['entries'][number];

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** The month of the office: meetings of every series, visits and what is due, on days that are worked or off. A list where the screen is narrow. */
export function CalendarPage() {
  const { t } = useTranslation('office');
  const { t: said } = useTranslation();
  const [asked] = useSearchParams();
  const month = asked.get('month') ?? today().slice(0, 7);
  useTitle(`${t('calendar.title')} ${month}`);
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['meetings', 'calendar', month],
    queryFn: () => read(api.GET('/api/v1/calendar', { params: { query: { month } } })),
  });
  const to = (months: number): string => `?month=${monthAfter(month, months)}`;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/dispatch">{said('meetings.title')}</Link>
          </p>
          <h1>{`${t('calendar.title')} · ${monthName(month)}`}</h1>
          <p className="quiet">{t('calendar.hint')}</p>
        </div>
        {isError ? null : (
          <nav className="commands" aria-label={t('calendar.months')}>
            <Link className="button" to={to(-1)}>
              ← {monthAfter(month, -1)}
            </Link>
            <Link className="button" to="/month">
              {t('calendar.present')}
            </Link>
            <Link className="button" to={to(1)}>
              {monthAfter(month, 1)} →
            </Link>
          </nav>
        )}
      </header>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && <Month calendar={data} />}
    </>
  );
}

function Month({ calendar: { month, days, entries, today: present } }: { calendar: Calendar }) {
  const { t } = useTranslation('office');
  const first = days[0]?.date ?? `${month}-01`;
  const cells: (Day | null)[] = [...Array.from({ length: weekdayOf(first) - 1 }, () => null), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / WEEK.length) }, (_, at) =>
    WEEK.map((_day, place) => cells[at * WEEK.length + place] ?? null),
  );
  return (
    <>
      {entries.length === 0 && <p className="notice">{t('calendar.none')}</p>}
      <table className="calendar">
        <caption className="visually-hidden">{monthName(month)}</caption>
        <thead>
          <tr>
            {WEEK.map(day => (
              <th key={day} scope="col">
                {weekday(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, at) => (
            <tr key={at}>
              {week.map((day, place) =>
                day === null ? (
                  <td key={place} className="bare" />
                ) : (
                  <Cell key={place} day={day} entries={entries.filter(({ on }) => on === day.date)} present={present} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** On a narrow screen only days on which something is, or which are off or worked against the week, are shown. */
function Cell({ day, entries, present }: { day: Day; entries: readonly Entry[]; present: string }) {
  const { t } = useTranslation('office');
  const isMarked = day.kind === 'holiday' || day.kind === 'makeUp';
  const classes = [day.kind, ...(entries.length === 0 && !isMarked ? ['bare'] : [])].join(' ');
  return (
    <td className={classes} aria-current={day.date === present ? 'date' : undefined}>
      <p className="calendar-day">
        <time dateTime={day.date}>
          {Number(day.date.slice(8))}
          <span className="calendar-weekday"> {weekday(weekdayOf(day.date))}</span>
        </time>
        {isMarked && <small>{word(DAY_KIND_WORDS, day.kind)}</small>}
        {day.provisional && entries.some(({ provisional }) => provisional) && (
          <small>{t('calendar.provisional')}</small>
        )}
      </p>
      {entries.length > 0 && (
        <ul className="bare">
          {entries.map(entry => (
            <li key={`${entry.kind} ${entry.id}`} className={`entry of-${entry.kind} is-${entry.status}`}>
              <Link to={pageOf(entry)} title={[entry.title, entry.place].filter(Boolean).join(' · ')}>
                {entry.startAt !== null && <span className="number">{clock(entry.startAt)} </span>}
                {entry.title}
                <span className="entry-kind">
                  {[
                    word(CALENDAR_KIND_WORDS, entry.kind),
                    entry.place,
                    word(CALENDAR_STATUS_WORDS[entry.kind], entry.status),
                  ]
                    .filter(Boolean)
                    .join(language() === 'zh' ? '，' : ', ')}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}

/** A meeting that nobody has opened yet has no page but that of its series. */
function pageOf({ kind, id, status }: Entry): string {
  if (kind === 'visit') return `/supervision/visits/${id}`;
  const [series = '', date = ''] = id.split('/');
  return status === 'ahead' ? `/dispatch/${series}` : `/dispatch/${series}/${date}`;
}
