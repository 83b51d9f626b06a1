import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MEETING_STEP_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { Meeting } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Silent } from '../meetings/silent.tsx';
import { instant, word } from '../../words/say.ts';

/** When and where the leaders meet next, and how far its timetable is. */
export function NextDispatch() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['meetings', 'planned'],
    queryFn: () => read(api.GET('/api/v1/meetings', { params: { query: { status: 'planned', limit: 50 } } })),
  });
  const next = data && earliest(data.items);
  return (
    <Card title={t('overview.thisDispatch')}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && !next && <p className="quiet">{t('overview.noMeeting')}</p>}
      {next && (
        <>
          <p className="when">
            <Link to={`/dispatch/${next.id}`}>{instant(next.startAt)}</Link>
          </p>
          <p>
            {next.venue}
            {next.theme !== null && ` · ${next.theme}`}
          </p>
          <p className="tags">
            {next.done.map(step => (
              <Tag key={step} tone="good">
                {word(MEETING_STEP_WORDS, step)} ✓
              </Tag>
            ))}
            {next.provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
          </p>
          <Silent of={{ series: next.series, date: next.plannedDate }} />
        </>
      )}
    </Card>
  );
}

const earliest = (meetings: readonly Meeting[]): Meeting | undefined =>
  meetings
    .filter(({ startAt }) => startAt !== null && Date.parse(startAt) > Date.now())
    .sort((a, b) => Date.parse(a.startAt ?? '') - Date.parse(b.startAt ?? ''))[0];
