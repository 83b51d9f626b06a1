import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCounties } from '../../api/office.ts';
import type { Minutes } from '../../api/types.ts';
import { useMay, useMe } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import type { Option } from '../../ui/fields/types.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { changesOf } from './agenda.tsx';
import { becomeProblem, decide, dropDecision, explain, report, type Given } from './minutes-commands.ts';

type Decision = Minutes['decisions'][number];

const TONES: Readonly<Record<Decision['standing'], Tone>> = {
  ...{ open: 'accent', kept: 'good', missed: 'bad', dropped: 'dim' },
};

interface DecisionsProps {
  given: Given;
  minutes: Minutes;
  units: readonly Option[];
  people: readonly Option[];
  writes: boolean;
}

/** What was decided on no item of the agenda. */
export function Decisions({ given, minutes, units, people, writes }: DecisionsProps) {
  const { t } = useTranslation();
  const decisions = minutes.decisions.filter(({ item }) => item === null);
  if (decisions.length === 0 && !writes) return null;
  return (
    <Card title={t('minutes.decisions')}>
      <DecisionList {...{ given, decisions, units, writes }} />
      {writes && <Commands commands={[decide(given, { units, people })]} changes={changesOf(given.of)} calm />}
    </Card>
  );
}

interface DecisionListProps extends Omit<DecisionsProps, 'minutes' | 'people'> {
  decisions: readonly Decision[];
  /** What they were decided on. */
  item?: Minutes['items'][number];
}

export function DecisionList({ decisions, ...given }: DecisionListProps) {
  return (
    <ul className="bare">
      {decisions.map(decision => (
        <DecisionLine key={decision.no} decision={decision} {...given} />
      ))}
    </ul>
  );
}

type DecisionLineProps = Omit<DecisionListProps, 'decisions'> & { decision: Decision };

function DecisionLine({ given, decision, item, units, writes }: DecisionLineProps) {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const counties = useCounties();
  const { text, unit, unitName, dueOn, standing, doneOn, result, missReason, problem } = decision;
  const isHis = may('meeting.decision') && (me?.roles.includes('coordinator') === true || me?.unit === unit);
  const isOpen = doneOn === null && standing !== 'dropped';
  const commands = [
    ...(isHis && given.published && isOpen ? [report(given, decision)] : []),
    ...(isHis && given.published && standing === 'missed' && missReason === null ? [explain(given, decision)] : []),
    ...(writes && given.published && isOpen && problem === null
      ? [becomeProblem(given, { decision, item, units, counties })]
      : []),
    ...(writes && isOpen ? [dropDecision(given, decision)] : []),
  ];
  return (
    <li className="decision">
      <p className="prose">{text}</p>
      <p className="tags">
        <span>{t('minutes.decisionDue', { unit: unitName ?? unit, on: dueOn })}</span>
        <Tag tone={TONES[standing]}>{t(`minutes.standing.${standing}`)}</Tag>
        {doneOn !== null && <span className="quiet">{t('minutes.doneOn', { on: doneOn })}</span>}
        {problem !== null && <Link to={`/problems/${problem}`}>{problem}</Link>}
      </p>
      {result !== null && <p className="prose quiet">{result}</p>}
      {missReason !== null && <p className="prose quiet">{missReason}</p>}
      {commands.length > 0 && <Commands commands={commands} changes={changesOf(given.of)} calm />}
    </li>
  );
}
