import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import { projectWorkflowId, problemWorkflowId } from '../../../../src/contract/names.ts';
import { useMe } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { language } from '../../words/language.ts';
import { instant } from '../../words/say.ts';
import type { Kind } from './history.tsx';
import { tellerIn } from './telling.ts';

const workflowIdOf = (kind: Kind, code: string): string =>
  kind === 'projects' ? projectWorkflowId(code) : problemWorkflowId(code);

/** What the workflow waits for, and what happens by itself. The one question that is asked of a workflow and not of the ledger. */
export function WaitsFor({ kind, code }: { kind: Kind; code: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const tell = useQuery({ queryKey: ['telling'], queryFn: () => tellerIn(language()), staleTime: Infinity }).data;
  const { data, isPending, error } = useQuery({
    queryKey: [kind, code, 'waiting'],
    queryFn: () => read(api.GET(`/api/v1/${kind}/{code}/waiting`, { params: { path: { code } } })),
  });
  return (
    <Card title={t('project.waiting')}>
      {isPending && <Loading />}
      {error && <p className="quiet">{error.message}</p>}
      {data && !data.running && <p className="quiet">{t('project.notRunning')}</p>}
      {data?.running && data.awaits && (
        <p>{t('project.waitsFor', { what: tell?.awaited(kind, data.awaits) ?? data.awaits })}</p>
      )}
      {data?.running && !data.awaits && !data.next && <p className="quiet">{t('project.waitsForPeople')}</p>}
      {data?.next && (
        <p>{t('project.nextAt', { what: tell?.slot(data.next.slot) ?? data.next.slot, at: instant(data.next.at) })}</p>
      )}
      {me?.temporalUi && (
        <a
          href={`${me.temporalUi}/namespaces/default/workflows/${encodeURIComponent(workflowIdOf(kind, code))}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('project.inTemporal')}
        </a>
      )}
    </Card>
  );
}
