import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, read } from '../../api/client.ts';
import { usePeople, useUnits } from '../../api/office.ts';
import type { MeetingDetail, Minutes as MinutesAnswer } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instant, instantShort } from '../../words/say.ts';
import { changesOf, type Of } from './agenda.tsx';
import { Decisions } from './decisions.tsx';
import { publish, type Given } from './minutes-commands.ts';
import { MinutesItem } from './minutes-item.tsx';
import { RollCall } from './roll-call.tsx';

/** The minutes while the meeting goes on: large, for the projector, with everything within reach of whoever writes. */
export function Minutes() {
  const { series = '', date = '' } = useParams();
  const { t } = useTranslation();
  const path = { series, date };
  const meeting = useQuery({
    queryKey: ['meeting', series, date],
    queryFn: () => read(api.GET('/api/v1/meetings/{series}/{date}', { params: { path } })),
  });
  const minutes = useQuery({
    queryKey: ['meeting', series, date, 'minutes'],
    queryFn: () => read(api.GET('/api/v1/meetings/{series}/{date}/minutes', { params: { path } })),
  });
  useTitle(`${t('minutes.title')} ${date}`);
  const failed = meeting.error ?? minutes.error;
  if (!meeting.data || !minutes.data)
    return failed ? (
      <Failed
        error={failed}
        retry={() => {
          void meeting.refetch();
          void minutes.refetch();
        }}
      />
    ) : (
      <Loading />
    );
  return <Written of={path} meeting={meeting.data} minutes={minutes.data} />;
}

interface WrittenProps {
  of: Of;
  meeting: MeetingDetail;
  minutes: MinutesAnswer;
}

function Written({ of, meeting, minutes }: WrittenProps) {
  const { t } = useTranslation();
  const may = useMay();
  const units = useUnits();
  const people = usePeople(may('people.read'));
  const given: Given = { of, t, published: minutes.publishedAt !== null };
  const writes = may('meeting.minutes') && meeting.status === 'held';
  return (
    <div className="minutes">
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/dispatch">{t('meetings.title')}</Link> / <Link to={`/dispatch/${meeting.id}`}>{meeting.id}</Link>
          </p>
          <h1>
            {t('minutes.title')} · {meeting.seriesName ?? meeting.series} · {instant(meeting.startAt)}
          </h1>
          <Standing minutes={minutes} />
        </div>
        <div className="commands">
          {writes && !given.published && <Commands commands={[publish(given)]} changes={changesOf(of)} />}
          <a className="button" href={`/api/v1/meetings/${meeting.id}/minutes/document`}>
            {t('minutes.document')}
          </a>
        </div>
      </header>
      {meeting.status !== 'held' && <p className="notice">{t('minutes.notHeld')}</p>}
      <RollCall {...{ given, meeting, minutes, people, writes }} />
      <Card title={t('minutes.items')}>
        {minutes.items.length === 0 && <p className="quiet">{t('minutes.noItems')}</p>}
        <ol className="bare">
          {minutes.items.map((item, index) => (
            <MinutesItem key={item.no} {...{ given, item, minutes, units, people, writes }} place={index + 1} />
          ))}
        </ol>
      </Card>
      <Decisions {...{ given, minutes, units, people, writes }} />
      {minutes.corrections.length > 0 && <Corrections minutes={minutes} />}
    </div>
  );
}

function Standing({ minutes }: { minutes: MinutesAnswer }) {
  const { publishedAt, publishedBy, publishedByName, dueAt, items } = minutes;
  const { t } = useTranslation();
  const open = items.filter(({ outcome }) => outcome === null).length;
  return (
    <p className="tags">
      {publishedAt === null ? (
        <Tag tone="warn">{t('minutes.draft')}</Tag>
      ) : (
        <Tag tone="good">{t('minutes.published', { at: instantShort(publishedAt) })}</Tag>
      )}
      {publishedBy !== null && (
        <span className="quiet">{t('minutes.publishedBy', { who: publishedByName ?? publishedBy })}</span>
      )}
      {publishedAt === null && dueAt !== null && (
        <span className="quiet">{t('minutes.due', { at: instantShort(dueAt) })}</span>
      )}
      {publishedAt === null && open > 0 && <span className="quiet">{t('minutes.unconcluded', { count: open })}</span>}
    </p>
  );
}

function Corrections({ minutes: { corrections } }: { minutes: MinutesAnswer }) {
  const { t } = useTranslation();
  return (
    <Card title={t('minutes.corrections')}>
      <ul className="bare rows">
        {corrections.map(({ reason, by, byName, at }) => (
          <li key={`${at}${reason}`}>
            <time className="quiet number" dateTime={at}>
              {instantShort(at)}
            </time>
            <span className="prose">{reason}</span>
            <span className="quiet">{byName ?? by}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
