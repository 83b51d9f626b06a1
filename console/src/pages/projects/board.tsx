import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { STAGES } from '../../../../src/domain/project/stages.ts';
import { api, read } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Stage } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Loading } from '../../ui/loading.tsx';
import { count, word, yi } from '../../words/say.ts';
import { nextOf, NextMilestone } from './next-milestone.tsx';

type Query = NonNullable<paths['/api/v1/projects']['get']['parameters']['query']>;

const SHOWN = 30;

/** The same list, stage by stage; what is not shown of a long stage is one press away. */
export function Board({ query }: { query: Query }) {
  const { t } = useTranslation();
  const stages = STAGES.filter(stage => query.stage === undefined || query.stage === stage);
  return (
    <div className="board" role="group" aria-label={t('projects.views.board')} tabIndex={0}>
      {stages.map(stage => (
        <Lane key={stage} stage={stage} query={query} />
      ))}
    </div>
  );
}

function Lane({ stage, query }: { stage: Stage; query: Query }) {
  const { t } = useTranslation();
  const asked = { ...query, stage, limit: SHOWN };
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['projects', 'board', asked],
    queryFn: () => read(api.GET('/api/v1/projects', { params: { query: asked } })),
  });
  const more = new URLSearchParams(Object.entries({ ...query, stage }).map(([name, value]) => [name, String(value)]));
  return (
    <section className="lane" aria-label={word(STAGE_WORDS, stage)}>
      <h2>
        {word(STAGE_WORDS, stage)} {data && <span className="quiet number">{count(data.total)}</span>}
      </h2>
      {data && <p className="quiet number">{t('overview.money', { yi: yi(data.sums.investmentYi) })}</p>}
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      <ul className="bare">
        {data?.items.map(project => (
          <li key={project.code} className="tile">
            <Link to={`/projects/${project.code}`}>{project.name}</Link>
            <p className="quiet">
              {[project.county, project.investmentYi && t('overview.money', { yi: yi(project.investmentYi) })]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <NextMilestone next={nextOf(project)} />
          </li>
        ))}
      </ul>
      {data && data.total > SHOWN && (
        <Link to={`/projects?${more}`}>{t('projects.moreOf', { count: data.total - SHOWN })}</Link>
      )}
    </section>
  );
}
