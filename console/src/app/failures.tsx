import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { isOffline, RequestFailed } from '../api/failure.ts';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <section className="notice">
      <p>{t('state.notFound')}</p>
      <Link to="/">{t('state.backToOverview')}</Link>
    </section>
  );
}

/** What was thrown while a page was drawn: mostly a chunk of an older version that the server has no more. */
export function PageFailed() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <main className="notice" role="alert">
      <p>{t('state.newer')}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('state.reload')}
      </button>
      <pre>{String(error)}</pre>
    </main>
  );
}

/** What the server said, in the reader's language, and a way to ask again. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (error instanceof RequestFailed && error.status === 404) return <NotFound />;
  // Asked again it is the same answer.
  if (error instanceof RequestFailed && error.status === 403) {
    return (
      <div className="notice" role="note">
        <strong>{t('state.notYours')}</strong>
        <p>{error.message}</p>
      </div>
    );
  }
  return (
    <div className="notice" role="alert">
      <strong>{t('state.failed')}</strong>
      <p>{isOffline(error) ? t('state.offline') : error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button" onClick={retry}>
        {t('state.retry')}
      </button>
    </div>
  );
}
