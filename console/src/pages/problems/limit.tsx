import { useTranslation } from 'react-i18next';
import { Tag } from '../../ui/tag.tsx';
import { instantShort } from '../../words/say.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** When a limit passes, and how far that is in plain hours; working time is counted by the server, which sets the instant. */
export function Limit({ at, overdue, provisional }: { at: string | null; overdue: boolean; provisional?: boolean }) {
  const { t } = useTranslation();
  if (at === null) return <span className="quiet">—</span>;
  const hours = Math.floor(Math.abs(Date.parse(at) - Date.now()) / HOUR_MS);
  const time =
    hours >= 2 * DAY_HOURS
      ? t('problem.days', { count: Math.floor(hours / DAY_HOURS) })
      : t('problem.hours', { count: hours });
  return (
    <span>
      <span className="number">{instantShort(at)}</span>{' '}
      <Tag tone={overdue ? 'bad' : 'dim'}>{t(overdue ? 'problem.over' : 'problem.remaining', { time })}</Tag>
      {provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
    </span>
  );
}
