import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { factWord } from '../../../../src/contract/catalogue/facts.ts';
import {
  AGREEMENT_WORDS,
  LAND_KIND_WORDS,
  PROBLEM_STATE_WORDS,
  PROJECT_STATUS_WORDS,
  STAGE_WORDS,
} from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { ProjectDetail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { language } from '../../words/language.ts';
import { instantShort, word, yi } from '../../words/say.ts';
import { History, Meanwhile } from '../history/history.tsx';
import { WaitsFor } from '../history/waits-for.tsx';
import { useRaise } from '../problems/commands.ts';
import { useProjectCommands } from './commands.ts';
import { Money } from './money.tsx';
import { Path } from './path.tsx';
import { statusTone } from './tones.ts';

export function Project() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['project', code],
    queryFn: () => read(api.GET('/api/v1/projects/{code}', { params: { path: { code } } })),
  });
  useTitle(query.data?.name ?? code);
  if (query.isPending) return <Loading />;
  if (query.isLoadingError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const project = query.data;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/projects">{t('projects.title')}</Link> / <span className="number">{project.code}</span>
          </p>
          <h1>{project.name}</h1>
          <p className="tags">
            <Tag tone="accent">{word(STAGE_WORDS, project.stage)}</Tag>
            <Tag tone={statusTone(project.status)}>{word(PROJECT_STATUS_WORDS, project.status)}</Tag>
            <span>{project.county ?? '—'}</span>
            {project.investmentYi !== null && (
              <strong className="number">{t('overview.money', { yi: yi(project.investmentYi) })}</strong>
            )}
          </p>
        </div>
        <ProjectCommands project={project} />
      </header>
      <div className="cards">
        <Path project={project} />
        <ProjectFacts project={project} />
        <OpenProblems project={project} />
        <Money code={code} />
        <WaitsFor kind="projects" code={code} />
        <History kind="projects" code={code} />
      </div>
    </>
  );
}

function ProjectFacts({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation();
  const gaps = project.gaps.map(gap => factWord(gap, language())).join(language() === 'zh' ? '、' : ', ');
  return (
    <Card title={t('project.facts')}>
      <Facts
        facts={[
          { label: t('project.investor'), value: project.investor },
          { label: t('project.industry'), value: project.industry },
          { label: t('project.kind'), value: project.projectType },
          { label: t('project.agreement'), value: project.agreement && word(AGREEMENT_WORDS, project.agreement) },
          { label: t('project.leader'), value: project.leaderName },
          { label: t('project.land'), value: project.landKind && word(LAND_KIND_WORDS, project.landKind) },
          { label: t('project.path'), value: project.pathName },
          { label: t('project.knownIssue'), value: project.knownIssue },
          { label: t('project.note'), value: project.note },
          { label: t('project.source'), value: project.source },
          { label: t('project.gaps'), value: gaps && <span className="warn-text">{gaps}</span> },
          { label: t('project.children'), value: project.children.length > 0 && <Children project={project} /> },
        ]}
      />
    </Card>
  );
}

const Children = ({ project }: { project: ProjectDetail }) => (
  <ul className="bare">
    {project.children.map(({ code, name, stage }) => (
      <li key={code}>
        <Link to={`/projects/${code}`}>{name}</Link> {word(STAGE_WORDS, stage)}
      </li>
    ))}
  </ul>
);

function OpenProblems({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation();
  return (
    <Card title={t('project.openProblems')}>
      {project.openProblems.length === 0 ? (
        <p className="quiet">{t('project.noOpenProblems')}</p>
      ) : (
        <ul className="bare rows">
          {project.openProblems.map(({ code, title, state, dueAt }) => (
            <li key={code}>
              <Link to={`/problems/${code}`}>{title}</Link>
              <Tag>{word(PROBLEM_STATE_WORDS, state)}</Tag>
              <span className="quiet number">{instantShort(dueAt)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What changes with a project: itself, its lists, and the figures over it. */
const changed = (code: string) => [['project', code], ['projects'], ['projects', code], ['problems'], ['figures']];

function ProjectCommands({ project }: { project: ProjectDetail }) {
  const commands = useProjectCommands(project);
  const raise = useRaise(project.code);
  return (
    <Commands
      commands={raise ? [...commands, raise] : commands}
      changes={changed(project.code)}
      meanwhile={<Meanwhile kind="projects" code={project.code} />}
    />
  );
}
