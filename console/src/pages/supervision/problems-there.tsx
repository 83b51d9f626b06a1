import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PROBLEM_STATE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { STATES_OPEN } from '../../../../src/domain/problem/standing.ts';
import { api, read } from '../../api/client.ts';
import type { Problem, VisitDetail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';
import { solveOnTheSpot, verify } from '../problems/commands.ts';
import { Limit } from '../problems/limit.tsx';
import { useMayVerify } from '../problems/second-key.ts';
import { stateTone } from '../problems/tones.ts';

const MOST = 200;

/** What is open at the place of a visit, what waits to be verified first, with what a team can do about it while it is there. */
export function ProblemsThere({ visit: { project, county, code } }: { visit: VisitDetail }) {
  const { t } = useTranslation();
  const place = project === null ? { county: county ?? '' } : { project };
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['problems', 'there', place],
    queryFn: () => read(api.GET('/api/v1/problems', { params: { query: { ...place, limit: MOST } } })),
  });
  const open = data?.items.filter(({ state }) => STATES_OPEN.includes(state)) ?? [];
  const inOrder = open.toSorted((a, b) => Number(b.state === 'resolved') - Number(a.state === 'resolved'));
  return (
    <Card title={t('visits.there')} aside={data && <Tag>{open.length}</Tag>}>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && <p className="quiet">{t(open.length === 0 ? 'visits.noneThere' : 'visits.thereHint')}</p>}
      <ul className="bare rows">
        {inOrder.map(problem => (
          <Row key={problem.code} problem={problem} visit={code} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ problem, visit }: { problem: Problem; visit: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const mayVerify = useMayVerify();
  const { code, title, state, dueAt, overdue } = problem;
  const commands = [
    ...(mayVerify(problem) ? [verify(code, t)] : []),
    ...(state === 'raised' && may('problem.solveOnTheSpot') ? [solveOnTheSpot(code, t)] : []),
  ];
  return (
    <li>
      <Link to={`/problems/${code}`}>{title}</Link>
      <Tag tone={stateTone(state)}>{word(PROBLEM_STATE_WORDS, state)}</Tag>
      {dueAt !== null && <Limit at={dueAt} overdue={overdue} />}
      <Commands commands={commands} changes={[['problem', code], ['problems'], ['teams'], ['visit', visit]]} calm />
    </li>
  );
}
