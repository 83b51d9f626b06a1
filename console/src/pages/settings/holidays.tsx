import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, weekdayOf } from '../../../../src/domain/calendar/dates.ts';
import { refusalText } from '../../../../src/contract/catalogue/index.ts';
import { readNotice } from '../../../../src/domain/calendar/notice.ts';
import type { HolidaySettings } from '../../../../src/domain/calendar/published-years.ts';
import { isRefusal } from '../../../../src/domain/refusal.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { language } from '../../words/language.ts';
import { today, weekday } from '../../words/say.ts';
import { usePublishYear } from './commands.ts';
import type { Setting } from './section.tsx';

interface Days {
  holidays: readonly string[];
  makeUpDays: readonly string[];
}

/** The years there are, one at a time as its twelve months, and entering the next from the text of its notice. */
export function Holidays({ setting }: { setting: Setting }) {
  const { t } = useTranslation('office');
  const may = useMay();
  const [year, setYear] = useState(() => Number(today().slice(0, 4)));
  const { data, isPending, isLoadingError, error, refetch } = useQuery({
    queryKey: ['settings', 'holidays', 'years'],
    queryFn: () => read(api.GET('/api/v1/holidays')),
  });
  if (isPending) return <Loading />;
  if (isLoadingError) return <Failed error={error} retry={() => void refetch()} />;
  const shown = data.years.find(each => each.year === year);
  return (
    <>
      <Card
        title={t('holidays.year', { year })}
        aside={
          <div className="commands">
            <button type="button" className="button" onClick={() => setYear(year - 1)}>
              ← {year - 1}
            </button>
            <button type="button" className="button" onClick={() => setYear(year + 1)}>
              {year + 1} →
            </button>
          </div>
        }
        wide
      >
        <p className="tags">
          {shown ? (
            <>
              <Tag tone="good">{t('holidays.published')}</Tag>
              <span>{shown.source}</span>
              <span className="quiet">{t(shown.entered ? 'holidays.entered' : 'holidays.program')}</span>
            </>
          ) : (
            <>
              <Tag tone="warn">{t('holidays.provisional')}</Tag>
              <span className="quiet">{t('holidays.provisionalHint')}</span>
            </>
          )}
        </p>
        <Year year={year} days={shown ?? { holidays: [], makeUpDays: [] }} />
      </Card>
      {may('setting.change') && <Enter setting={setting} year={year} />}
    </>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

function Year({ year, days }: { year: number; days: Days }) {
  return (
    <div className="year">
      {MONTHS.map(month => (
        <Month key={month} first={`${year}-${String(month).padStart(2, '0')}-01`} days={days} />
      ))}
    </div>
  );
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const SATURDAY = 6;

function Month({ first, days }: { first: string; days: Days }) {
  const { t } = useTranslation('office');
  const dates: string[] = [];
  for (let day = first; day.startsWith(first.slice(0, 7)); day = addDays(day, 1)) dates.push(day);
  const before = weekdayOf(first) - 1;
  const cells = [...Array.from({ length: before }, () => null), ...dates];
  const weeks = Array.from({ length: Math.ceil(cells.length / WEEK.length) }, (_, at) =>
    cells.slice(at * 7, at * 7 + 7),
  );
  const kindOf = (day: string): 'off' | 'worked' | 'weekend' | undefined => {
    if (days.makeUpDays.includes(day)) return 'worked';
    if (days.holidays.includes(day)) return 'off';
    return weekdayOf(day) >= SATURDAY ? 'weekend' : undefined;
  };
  return (
    <table className="month">
      <caption>{first.slice(0, 7)}</caption>
      <thead>
        <tr>
          {WEEK.map(day => (
            <th key={day} scope="col" abbr={weekday(day)}>
              {language() === 'zh' ? weekday(day).slice(-1) : weekday(day).slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, at) => (
          <tr key={at}>
            {WEEK.map((_, place) => {
              const day = week[place] ?? null;
              const kind = day === null ? undefined : kindOf(day);
              return (
                <td key={place} className={kind}>
                  {day === null ? '' : Number(day.slice(8))}
                  {kind === 'off' && <small>{t('holidays.off')}</small>}
                  {kind === 'worked' && <small>{t('holidays.worked')}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The text as it was published; what is read from it is shown as the year before anything is sent. */
function Enter({ setting, year }: { setting: Setting; year: number }) {
  const { t } = useTranslation('office');
  const [notice, setNotice] = useState('');
  const [number, setNumber] = useState('');
  const found = notice.trim() === '' ? null : readNotice(notice, year);
  const published = found === null || isRefusal(found) ? null : { ...found, source: number.trim() || found.source };
  const others = (setting.value as HolidaySettings).years.filter(each => each.year !== year);
  const commands = usePublishYear(setting, published && { years: [...others, published] });
  return (
    <Card title={t('holidays.enter', { year })} wide>
      <p className="quiet">{t('holidays.enterHint')}</p>
      <label className="field">
        <span className="label">{t('holidays.notice')}</span>
        <textarea rows={8} value={notice} onChange={event => setNotice(event.target.value)} />
      </label>
      <label className="field">
        <span className="label">{t('holidays.number')}</span>
        <input
          type="text"
          value={number}
          placeholder={published?.source}
          onChange={event => setNumber(event.target.value)}
        />
      </label>
      {found !== null && isRefusal(found) && (
        <div className="box bad" role="alert">
          <p>{refusalText(found, language())}</p>
        </div>
      )}
      {published && (
        <>
          <p aria-live="polite">
            {t('holidays.read', { off: published.holidays.length, worked: published.makeUpDays.length })}
          </p>
          <Year year={year} days={published} />
          <Commands commands={commands} changes={[['settings'], ['meetings'], ['problems'], ['figures']]} />
        </>
      )}
    </Card>
  );
}
