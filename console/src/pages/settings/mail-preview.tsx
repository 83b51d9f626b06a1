import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIL_TEXT_PARTS, type MailText } from '../../../../src/domain/mail-texts.ts';
import { api, read } from '../../api/client.ts';
import { RequestFailed } from '../../api/failure.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import type { Parts } from './mail-text.tsx';

interface MailPreviewProps {
  which: Pick<MailText, 'kind' | 'variant' | 'language'>;
  parts: Parts;
}

/** While somebody types, a look at every letter would be a request for every letter. */
const PAUSE_MS = 400;

/**
 * A made-up mail with these words. What is refused is said as it would be on saving. The page itself comes from an address of its own, as
 * ours lets no style of a mail in, and that one lets nothing run.
 */
export function MailPreview({ which, parts }: MailPreviewProps) {
  const { t } = useTranslation('office');
  const query = useSettled({ ...which, ...given(parts) });
  const { data, error, isError, isPlaceholderData, refetch } = useQuery({
    queryKey: ['mail-texts', 'preview', query],
    queryFn: ({ signal }) => read(api.GET('/api/v1/mail-texts/preview', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const address = `/api/v1/mail-texts/page?${new URLSearchParams({ ...query }).toString()}`;
  // What was shown last stays while the next is on its way, or is refused.
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (data && !isPlaceholderData) setShown(address);
  }, [data, isPlaceholderData, address]);
  const refusals = error instanceof RequestFailed ? (error.problem?.errors ?? []) : [];
  return (
    <Card title={t('texts.preview')}>
      <p className="quiet">{t('texts.previewHint')}</p>
      {isError && refusals.length === 0 && <Failed error={error} retry={() => void refetch()} />}
      {refusals.length > 0 && (
        <div className="box bad" role="alert">
          {refusals.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
      {data && (
        <p aria-live="polite">
          <strong>{data.subject}</strong>
        </p>
      )}
      {shown !== null && <iframe className="mail-frame" title={t('texts.frame')} src={shown} sandbox="" />}
    </Card>
  );
}

/** Nothing given: as the settings have it; somebody who empties all parts wants our words. */
function given(parts: Parts): Partial<Parts> {
  const said = MAIL_TEXT_PARTS.filter(part => parts[part].trim() !== '');
  return Object.fromEntries(said.map(part => [part, parts[part]]));
}

/** The value once it has stood still. */
function useSettled<Value extends object>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as Value;
}
