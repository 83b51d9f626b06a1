import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { MAIL_KIND_WORDS, MEETING_STEP_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word } from '../../words/say.ts';
import type { Of } from './agenda.tsx';
import { Letter } from './letter.tsx';

type MailAhead = components['schemas']['MailAhead'];

/** Every mail a meeting will still send, before it goes: step by step, to whom and when, and what it says. */
export function MailsAhead() {
  const { series = '', date = '' } = useParams();
  const { t } = useTranslation();
  useTitle(`${t('mails.ahead')} ${date}`);
  const [look, setLook] = useState<MailAhead | null>(null);
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['meeting', series, date, 'mails-ahead'],
    queryFn: () =>
      read(api.GET('/api/v1/meetings/{series}/{date}/mails/preview', { params: { path: { series, date } } })),
  });
  const steps = [...new Set(data?.mails.map(({ step }) => step))];
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/dispatch">{t('meetings.title')}</Link> /{' '}
            <Link to={`/dispatch/${series}/${date}`}>{`${series}/${date}`}</Link>
          </p>
          <h1>{t('mails.ahead')}</h1>
          <p className="quiet">{t('mails.aheadHint')}</p>
        </div>
      </header>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data?.mails.length === 0 && <p className="notice">{t('mails.noneAhead')}</p>}
      {data && data.unreachable.length > 0 && (
        <p className="warn-text">{t('mails.unreachable', { names: data.unreachable.join('、') })}</p>
      )}
      {steps.map(step => (
        <Step
          key={step}
          step={step}
          mails={data?.mails.filter(mail => mail.step === step) ?? []}
          look={mail => setLook(mail)}
        />
      ))}
      {look && <Look of={{ series, date }} mail={look} close={() => setLook(null)} />}
    </>
  );
}

/** A slot is a step of the timetable, or what somebody has caused by hand. */
const stepWord = (slot: string): string => word(MEETING_STEP_WORDS, slot.split('/').at(-1)?.split(':')[0]);

function Step({ step, mails, look }: { step: string; mails: readonly MailAhead[]; look: (mail: MailAhead) => void }) {
  const { t } = useTranslation();
  return (
    <Card title={stepWord(step)} aside={<Tag>{mails.length}</Tag>}>
      <ul className="bare rows">
        {mails.map(mail => (
          <li key={`${mail.person}${mail.kind}${mail.copyOf}`}>
            <time className="number quiet" dateTime={mail.at}>
              {instantShort(mail.at)}
            </time>
            <span>{mail.personName ?? mail.person}</span>
            {mail.copyOf !== null && <Tag>{t('mails.deputy')}</Tag>}
            <span className="quiet">{word(MAIL_KIND_WORDS, mail.kind)}</span>
            <button
              type="button"
              className="plain"
              aria-label={`${t('mails.read')} ${mail.personName ?? mail.person}`}
              onClick={() => look(mail)}
            >
              {t('mails.read')}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const pageOf = ({ series, date }: Of, { person, step, kind, copyOf }: MailAhead): string =>
  `/api/v1/meetings/${encodeURIComponent(series)}/${date}/mails/page?${new URLSearchParams({
    ...{ person, step, kind },
    ...(copyOf === null ? {} : { copyOf }),
  }).toString()}`;

function Look({ of, mail, close }: { of: Of; mail: MailAhead; close: () => void }) {
  const { t } = useTranslation();
  const { person, personName, step, kind } = mail;
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['meeting', of.series, of.date, 'mails-ahead', person],
    queryFn: () =>
      read(
        api.GET('/api/v1/meetings/{series}/{date}/mails/preview', { params: { path: { ...of }, query: { person } } }),
      ),
  });
  const written = data?.mails.find(each => each.step === step && each.kind === kind && each.copyOf === mail.copyOf);
  return (
    <Sheet title={written?.subject ?? word(MAIL_KIND_WORDS, kind)} close={close} wide>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {written && (
        <>
          <p className="quiet">
            {t('mails.to')}：{[personName ?? person, written.to].filter(Boolean).join(' ')} · {instantShort(written.at)}
            {written.ics !== null && ` · ${t('mails.withInvitation')}`}
          </p>
          {written.text === null ? (
            <p className="quiet">{t('mails.onTheDay')}</p>
          ) : (
            <Letter address={pageOf(of, mail)} text={written.text} />
          )}
        </>
      )}
    </Sheet>
  );
}
