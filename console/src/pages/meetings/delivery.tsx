import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MAIL_KIND_WORDS, MAIL_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { Mail, MeetingDetail } from '../../api/types.ts';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands, type Command } from '../../ui/command.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { instantShort, word } from '../../words/say.ts';
import type { T } from '../../words/t.ts';
import { MailLook } from './mail-look.tsx';

const TONES: Readonly<Record<string, Tone>> = {
  ...{ sent: 'good', failed: 'bad', bounced: 'bad', unknown: 'warn', retry: 'warn', held: 'warn', expired: 'dim' },
};
/** Of these nobody has a copy, or it is not known. */
const RESENT: ReadonlySet<string> = new Set(['failed', 'bounced', 'unknown']);
/** What leaves by itself or stays; what went wrong comes first. */
const ORDER = ['failed', 'bounced', 'unknown', 'retry', 'held', 'expired', 'muted', 'pending', 'sending', 'committing'];

const placeOf = (state: string): number => (ORDER.includes(state) ? ORDER.indexOf(state) : ORDER.length);

/** What went out for a meeting and what became of it, with what a hand can do about it. */
export function Delivery({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation();
  const may = useMay();
  const [state, setState] = useState<string | null>(null);
  const [look, setLook] = useState<Mail | null>(null);
  const { mails, mailsTotal, id } = meeting;
  const shown = mails
    .filter(mail => state === null || mail.state === state)
    .toSorted((a, b) => placeOf(a.state) - placeOf(b.state));
  return (
    <Card
      title={t('meetings.mails')}
      aside={may('mail.preview') && <Link to={`/dispatch/${id}/mails`}>{t('mails.ahead')}</Link>}
      wide
    >
      {mails.length === 0 ? (
        <p className="quiet">{t('meetings.noMails')}</p>
      ) : (
        <>
          <States mails={mails} state={state} choose={setState} />
          {mailsTotal > mails.length && (
            <p className="quiet">{t('mails.shown', { shown: mails.length, total: mailsTotal })}</p>
          )}
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('meetings.mails')}>
            <table className="small">
              <thead>
                <tr>
                  <th scope="col">{t('meetings.mailTo')}</th>
                  <th scope="col">{t('meetings.mailKind')}</th>
                  <th scope="col">{t('meetings.mailState')}</th>
                  <th scope="col">{t('meetings.mailAt')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {shown.map(mail => (
                  <Row key={mail.id} mail={mail} meeting={id} look={() => setLook(mail)} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {look && <MailLook mail={look} close={() => setLook(null)} />}
    </Card>
  );
}

/** How many are in each state; a press leaves those alone on the page. */
function States({
  mails,
  state,
  choose,
}: {
  mails: readonly Mail[];
  state: string | null;
  choose: (state: string | null) => void;
}) {
  const { t } = useTranslation();
  const states = [...new Set(mails.map(mail => mail.state))].toSorted((a, b) => placeOf(a) - placeOf(b));
  return (
    <div className="commands">
      <button type="button" className="button" aria-pressed={state === null} onClick={() => choose(null)}>
        {t('mails.all', { count: mails.length })}
      </button>
      {states.map(each => (
        <button key={each} type="button" className="button" aria-pressed={state === each} onClick={() => choose(each)}>
          {t('mails.counts', {
            state: word(MAIL_STATE_WORDS, each),
            count: mails.filter(mail => mail.state === each).length,
          })}
        </button>
      ))}
    </div>
  );
}

function Row({ mail, meeting, look }: { mail: Mail; meeting: string; look: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { id, toName, kind, state, sentAt, createdAt, lastReply, copyOf } = mail;
  const sends = may('mail.send');
  const [series, date] = meeting.split('/');
  const commands = [
    ...(sends && RESENT.has(state) ? [resend(id, t)] : []),
    ...(sends && state === 'held' ? [release(id, t)] : []),
  ];
  return (
    <tr>
      <td>
        {toName} {copyOf !== null && <Tag>{t('mails.deputy')}</Tag>}
      </td>
      <td>{word(MAIL_KIND_WORDS, kind)}</td>
      <td>
        <Tag tone={TONES[state] ?? 'plain'}>{word(MAIL_STATE_WORDS, state)}</Tag>{' '}
        {state !== 'sent' && <span className="quiet">{lastReply}</span>}
      </td>
      <td className="number">{instantShort(sentAt ?? createdAt)}</td>
      <td>
        <div className="commands">
          {may('mail.open') && (
            <button type="button" className="plain" onClick={look} aria-label={`${t('mails.look')} ${toName}`}>
              {t('mails.look')}
            </button>
          )}
          {commands.length > 0 && <Commands commands={commands} changes={[['meeting', series, date]]} calm />}
        </div>
      </td>
    </tr>
  );
}

const to = (id: string, key: string) => ({ path: { id }, header: { 'idempotency-key': key } });

const resend = (id: string, t: T): Command => ({
  ...{ id: 'resend', title: t('mails.resend'), hint: t('mails.resendHint'), fields: [] },
  send: (_values, key) => read(api.POST('/api/v1/mails/{id}/resend', { params: to(id, key), body: {} })),
});

const release = (id: string, t: T): Command => ({
  ...{ id: 'release', title: t('mails.release'), fields: [] },
  send: (_values, key) => read(api.POST('/api/v1/mails/{id}/release', { params: to(id, key), body: {} })),
});
