import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import type { Mail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Letter } from './letter.tsx';

/** A mail of the outbox as it is or would be written; what its buttons open nobody sees but its reader. */
export function MailLook({ mail: { id, toName }, close }: { mail: Mail; close: () => void }) {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['mail', id, 'preview'],
    queryFn: () => read(api.GET('/api/v1/mails/{id}/preview', { params: { path: { id } } })),
  });
  return (
    <Sheet title={data?.subject ?? toName} close={close} wide>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <p className="quiet">
            {t('mails.to')}：{toName} · {t(data.rendered ? 'mails.written' : 'mails.notWritten')}
            {data.ics !== null && ` · ${t('mails.withInvitation')}`}
          </p>
          <Letter address={`/api/v1/mails/${encodeURIComponent(id)}/page`} text={data.text} />
        </>
      )}
    </Sheet>
  );
}
