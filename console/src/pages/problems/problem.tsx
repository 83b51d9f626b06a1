import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { LEVEL_WORDS } from '../../../../src/contract/catalogue/problem-figures.ts';
import {
  CATEGORY_WORDS,
  PAPER_WORDS,
  PROBLEM_STATE_WORDS,
  SOURCE_WORDS,
} from '../../../../src/contract/catalogue/words.ts';
import { api, read } from '../../api/client.ts';
import type { ProblemDetail } from '../../api/types.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useTitle } from '../../ui/title.ts';
import { instantShort, word } from '../../words/say.ts';
import { History, Meanwhile } from '../history/history.tsx';
import { WaitsFor } from '../history/waits-for.tsx';
import { useProblemCommands } from './commands.ts';
import { Limit } from './limit.tsx';
import { stateTone } from './tones.ts';
import { UnitName } from './unit-name.tsx';

export function Problem() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['problem', code],
    queryFn: () => read(api.GET('/api/v1/problems/{code}', { params: { path: { code } } })),
  });
  useTitle(query.data?.title ?? code);
  if (query.isPending) return <Loading />;
  if (query.isLoadingError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const problem = query.data;
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/problems">{t('problems.title')}</Link> / <span className="number">{problem.code}</span>
          </p>
          <h1>{problem.title}</h1>
          <Standing problem={problem} />
        </div>
        <ProblemCommands problem={problem} />
      </header>
      <div className="cards">
        <Clocks problem={problem} />
        <People problem={problem} />
        <About problem={problem} />
        {problem.solution && <Solution problem={problem} />}
        <WaitsFor kind="problems" code={code} />
        <History kind="problems" code={code} />
      </div>
    </>
  );
}

function Standing({ problem }: { problem: ProblemDetail }) {
  const { t } = useTranslation();
  const { state, overdue, episode, rejections, reassignments, onAgenda, carried, papers } = problem;
  return (
    <p className="tags">
      <Tag tone={stateTone(state)}>{word(PROBLEM_STATE_WORDS, state)}</Tag>
      {overdue && <Tag tone="bad">{t('problems.overdue')}</Tag>}
      {episode > 1 && <Tag tone="warn">{t('problem.episode', { n: episode })}</Tag>}
      {rejections > 0 && <Tag tone="warn">{t('problem.rejections', { count: rejections })}</Tag>}
      {reassignments > 0 && <Tag tone="warn">{t('problem.reassigned', { count: reassignments })}</Tag>}
      {onAgenda && <Tag tone="warn">{t('problem.onAgenda')}</Tag>}
      {carried > 0 && <Tag tone="warn">{t('problem.carried', { count: carried })}</Tag>}
      {papers.map(paper => (
        <Tag key={paper} tone={paper === 'red' ? 'bad' : 'warn'}>
          {word(PAPER_WORDS, paper)}
        </Tag>
      ))}
    </p>
  );
}

function Clocks({ problem }: { problem: ProblemDetail }) {
  const { t } = useTranslation();
  const { dueAt, verifyDueAt, overdue, provisional, objection, extension, promises, level } = problem;
  const { rejected, rejectedByName } = problem;
  return (
    <Card title={t('problem.clocks')}>
      {dueAt === null && verifyDueAt === null && <p className="quiet">{t('problem.nobodysClock')}</p>}
      <Facts
        facts={[
          { label: t('problem.due'), value: dueAt && <Limit at={dueAt} {...{ overdue, provisional }} /> },
          {
            label: t('problem.verifyDue'),
            value: verifyDueAt && <Limit at={verifyDueAt} {...{ overdue, provisional }} />,
          },
          { label: t('problem.ladder'), value: level > 0 && word(LEVEL_WORDS, String(level)) },
          { label: t('problem.promises'), value: promises.length > 0 && <Promises promises={promises} /> },
        ]}
      />
      {rejected && (
        <p className="warn-text">
          {t('problem.rejected')}：{rejected.reason} · {rejectedByName ?? rejected.by}
        </p>
      )}
      {objection && (
        <p className="warn-text">
          {t('problem.objection')}：{objection.reason}
        </p>
      )}
      {extension && (
        <p className="warn-text">
          {t('problem.extension', { until: extension.until })}：{extension.reason}
          {extension.provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
        </p>
      )}
    </Card>
  );
}

function Promises({ promises }: Pick<ProblemDetail, 'promises'>) {
  const { t } = useTranslation();
  return (
    <ul className="bare">
      {promises.map(({ no, on, missed, provisional }) => (
        <li key={no}>
          <span className="number">{on}</span> {missed && <Tag tone="bad">{t('problem.missed')}</Tag>}
          {provisional && <Tag tone="warn">{t('meetings.provisional')}</Tag>}
        </li>
      ))}
    </ul>
  );
}

function People({ problem }: { problem: ProblemDetail }) {
  const { t } = useTranslation();
  const { leadUnitName, leadUnit, handlerName, parts, raisedByName, raisedBy, verifiedByName } = problem;
  return (
    <Card title={t('problem.people')}>
      <Facts
        facts={[
          { label: t('problem.lead'), value: leadUnitName ?? leadUnit },
          { label: t('problem.handler'), value: handlerName },
          ...parts.map(({ unit, role, dueAt, overdue, provisional, answered }) => ({
            key: unit,
            label: (
              <>
                {t(role === 'co' ? 'problem.co' : 'problem.split')} <UnitName id={unit} />
              </>
            ),
            value: answered ? (
              <Tag tone="good">{t('problem.answered')}</Tag>
            ) : (
              <Limit at={dueAt} {...{ overdue, provisional }} />
            ),
          })),
          { label: t('problem.raisedBy'), value: raisedByName ?? raisedBy },
          { label: t('problem.verifiedBy'), value: verifiedByName },
        ]}
      />
    </Card>
  );
}

function About({ problem }: { problem: ProblemDetail }) {
  const { t } = useTranslation();
  const { detail, project, projectName, county, category, source, raisedAt, leftReason } = problem;
  const { splitFrom, splitInto, decision, mergedInto } = problem;
  return (
    <Card title={t('problem.detail')}>
      {detail && <p className="prose">{detail}</p>}
      <Facts
        facts={[
          {
            label: t('problem.project'),
            value: project && <Link to={`/projects/${project}`}>{projectName ?? project}</Link>,
          },
          { label: t('projects.county'), value: county },
          { label: t('problem.category'), value: word(CATEGORY_WORDS, category) },
          { label: t('problem.source'), value: word(SOURCE_WORDS, source) },
          { label: t('problem.raisedAt'), value: instantShort(raisedAt) },
          { label: t('problem.splitFrom'), value: splitFrom && <Others codes={[splitFrom]} /> },
          { label: t('problem.splitInto'), value: splitInto.length > 0 && <Others codes={splitInto} /> },
          {
            label: t('problem.decision'),
            value: decision && (
              <Link to={`/dispatch/${decision.meeting}/minutes`}>
                {decision.meeting} · {decision.no}
              </Link>
            ),
          },
          { label: t('problem.mergedInto'), value: mergedInto && <Others codes={[mergedInto]} /> },
          { label: t('problem.leftReason'), value: leftReason },
        ]}
      />
    </Card>
  );
}

const Others = ({ codes }: { codes: readonly string[] }) =>
  codes.map((code, place) => (
    <Fragment key={code}>
      {place > 0 && ' '}
      <Link to={`/problems/${code}`}>{code}</Link>
    </Fragment>
  ));

function Solution({ problem }: { problem: ProblemDetail }) {
  const { t } = useTranslation();
  const { solution, inspection } = problem;
  if (!solution) return null;
  const { result, evidence, solverName, solverId, solverUnitName, onTheSpot } = solution;
  const who = [solverName ?? solverId, solverUnitName].filter(Boolean).join(' · ');
  return (
    <Card title={t('problem.solution')} aside={onTheSpot && <Tag tone="good">{t('problem.onTheSpot')}</Tag>}>
      <p className="prose">{result}</p>
      <Papers papers={evidence} />
      <p className="quiet">{t('problem.solvedBy', { who })}</p>
      {inspection.length > 0 && (
        <>
          <h3>{t('problem.inspection')}</h3>
          <Papers papers={inspection} />
        </>
      )}
    </Card>
  );
}

const Papers = ({ papers }: { papers: ProblemDetail['inspection'] }) => (
  <ul className="bare papers">
    {papers.map(({ kind, number, issuer, on, file, note }, place) => (
      <li key={place}>
        {file ? <a href={`/api/v1/files/${file}`}>{kind}</a> : kind}{' '}
        <span className="quiet">{[number, issuer, on, note].filter(Boolean).join(' · ')}</span>
      </li>
    ))}
  </ul>
);

const changed = (code: string) => [['problem', code], ['problems'], ['problems', code], ['teams'], ['figures']];

const ProblemCommands = ({ problem }: { problem: ProblemDetail }) => (
  <Commands
    commands={useProblemCommands(problem)}
    changes={changed(problem.code)}
    meanwhile={<Meanwhile kind="problems" code={problem.code} />}
  />
);
