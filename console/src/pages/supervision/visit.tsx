import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { VISIT_STATUS_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { VisitDetail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { word } from '../../words/say.ts';
import { useVisitCommands } from './commands.ts';
import { Findings } from './findings.tsx';
import { ProblemsThere } from './problems-there.tsx';
import { visitTone } from './tones.ts';

/** A visit as a team has it in its hand, beside the building site. */
export function Visit() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['visit', code],
    queryFn: () => read(api.GET('/api/v1/visits/{code}', { params: { path: { code } } })),
  });
  const place = query.data && placeOf(query.data);
  useTitle(place ? `${place} · ${code}` : code);
  if (query.isPending) return <Loading />;
  if (query.isLoadingError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const visit = query.data;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/supervision">{t('supervision.title')}</Link> /{' '}
            <Link to="/supervision/visits">{t('visits.plan')}</Link> / <span className="number">{visit.code}</span>
          </p>
          <h1>{place}</h1>
          <p className="tags">
            <Tag tone={visitTone(visit.status)}>{word(VISIT_STATUS_WORDS, visit.status)}</Tag>
            <span className="number">{visit.heldOn ?? visit.on}</span>
            {visit.unplanned && <Tag>{t('visits.unplanned')}</Tag>}
          </p>
        </div>
        <VisitCommands visit={visit} />
      </header>
      <div className="cards">
        <Findings visit={visit} />
        <ProblemsThere visit={visit} />
        <About visit={visit} />
      </div>
    </>
  );
}

export const placeOf = ({ projectName, project, county }: VisitDetail): string =>
  projectName ?? project ?? county ?? '';

const VisitCommands = ({ visit }: { visit: VisitDetail }) => (
  <Commands commands={useVisitCommands(visit)} changes={changesOf(visit.code)} />
);

const changesOf = (code: string) => [['visit', code], ['visits'], ['problems'], ['teams'], ['figures']];

function About({ visit }: { visit: VisitDetail }) {
  const { t } = useTranslation();
  const { project, county, people, peopleNames, team, teamName, moves, heldOn, on } = visit;
  return (
    <Card title={t('project.facts')}>
      <Facts
        facts={[
          { label: t('visits.team'), value: teamName ?? team },
          { label: t('visits.who'), value: people.map((id, place) => peopleNames[place] ?? id).join('、') },
          { label: t('visits.on'), value: <span className="number">{on}</span> },
          { label: t('visits.heldOn'), value: heldOn !== on && heldOn },
          {
            label: t('problem.project'),
            value: project && <Link to={`/projects/${project}`}>{visit.projectName ?? project}</Link>,
          },
          { label: t('projects.county'), value: county },
          { label: t('visits.purpose'), value: visit.purpose && <span className="prose">{visit.purpose}</span> },
          { label: t('visits.note'), value: visit.note && <span className="prose">{visit.note}</span> },
          {
            label: t('visits.moved'),
            value:
              moves.length > 0 &&
              moves.map(({ from, to, reason }) => <div key={`${from}${to}`}>{`${from} → ${to}：${reason}`}</div>),
          },
          { label: t('visits.cancelled'), value: visit.cancelReason },
        ]}
      />
    </Card>
  );
}
