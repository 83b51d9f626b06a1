import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { MEETING_STATUS_WORDS, MEETING_STEP_WORDS, RESPONSE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { MeetingDetail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instant, word } from '../../words/say.ts';
import { Agenda, changesOf, type Of } from './agenda.tsx';
import { Collection } from './collection.tsx';
import { useMeetingCommands } from './commands.ts';
import { Delivery } from './delivery.tsx';
import { meetingTone } from './tones.ts';

export function Meeting() {
  const { series = '', date = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['meeting', series, date],
    queryFn: () => read(api.GET('/api/v1/meetings/{series}/{date}', { params: { path: { series, date } } })),
  });
  useTitle(query.data ? `${query.data.seriesName ?? series} ${date}` : date);
  if (query.isPending) return <Loading />;
  if (query.isLoadingError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const meeting = query.data;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/dispatch">{t('meetings.title')}</Link> /{' '}
            <Link to={`/dispatch/${meeting.series}`}>{meeting.series}</Link> / {meeting.plannedDate}
          </p>
          <h1>
            {meeting.seriesName ?? meeting.series} · {instant(meeting.startAt)}
          </h1>
          <p className="tags">
            <Tag tone={meetingTone(meeting.status)}>{word(MEETING_STATUS_WORDS, meeting.status)}</Tag>
            {meeting.provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
            {meeting.theme !== null && <span>{meeting.theme}</span>}
          </p>
        </div>
        <div className="commands">
          {meeting.status === 'held' && <OpenMinutes id={meeting.id} />}
          <MeetingCommands of={{ series, date }} meeting={meeting} />
        </div>
      </header>
      <div className="cards">
        <Agenda of={{ series, date }} open={meeting.status === 'planned'} />
        <Card title={t('project.facts')}>
          <Facts
            facts={[
              { label: t('meetings.columns.venue'), value: meeting.venue },
              { label: t('meetings.chair'), value: meeting.chairName ?? meeting.chair },
              { label: t('meetings.columns.when'), value: instant(meeting.startAt) },
              { label: ' ', value: t('meetings.duration', { minutes: meeting.durationMinutes }) },
              { label: t('meetings.reason'), value: meeting.reason },
              {
                label: t('meetings.steps'),
                value: meeting.done.map(step => word(MEETING_STEP_WORDS, step)).join(' → '),
              },
            ]}
          />
        </Card>
        <Collection of={{ series, date }} planned={meeting.status === 'planned'} />
        <Attendance meeting={meeting} />
        <Delivery meeting={meeting} />
      </div>
    </>
  );
}

function OpenMinutes({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('meeting.agenda')) return null;
  return (
    <Link className="button primary" to={`/dispatch/${id}/minutes`}>
      {t('minutes.open')}
    </Link>
  );
}

const MeetingCommands = ({ of, meeting }: { of: Of; meeting: MeetingDetail }) => (
  <Commands commands={useMeetingCommands(of, meeting)} changes={changesOf(of)} />
);

const RESPONSE_TONES: Readonly<Record<string, Tone>> = { coming: 'good', declined: 'bad', deputy: 'accent' };

function Attendance({ meeting: { invitations } }: { meeting: MeetingDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t('meetingAction.attendance')}>
      <ul className="bare rows">
        {invitations.map(({ person, personName, response, deputy, note }) => (
          <li key={person}>
            <span>{personName ?? person}</span>
            <Tag tone={RESPONSE_TONES[response ?? ''] ?? 'dim'}>
              {response === null ? t('meetingAction.noAnswer') : word(RESPONSE_WORDS, response)}
            </Tag>
            <span className="quiet">{[deputy, note].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
