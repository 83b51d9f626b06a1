import { Link } from 'react-router';
import { OUTCOME_WORDS } from '../../../../src/contract/catalogue/words-meeting.ts';
import type { Minutes } from '../../api/types.ts';
import { Commands } from '../../ui/command.tsx';
import type { Option } from '../../ui/fields/types.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';
import { changesOf } from './agenda.tsx';
import { DecisionList } from './decisions.tsx';
import { conclude, decide, type Given } from './minutes-commands.ts';

const TONES: Readonly<Record<string, Tone>> = { decided: 'good', carried: 'warn', closed: 'good', noted: 'dim' };

interface MinutesItemProps {
  given: Given;
  item: Minutes['items'][number];
  place: number;
  minutes: Minutes;
  units: readonly Option[];
  people: readonly Option[];
  writes: boolean;
}

/** An item of the agenda: what became of it, what was said, and what was decided on it. */
export function MinutesItem({ given, item, place, minutes, units, people, writes }: MinutesItemProps) {
  const { no, code, title, outcome, note } = item;
  const at = code?.startsWith('Q-') ? `/problems/${code}` : code?.startsWith('P-') ? `/projects/${code}` : null;
  const commands = writes
    ? [
        decide(given, { item, units, people }),
        // What is decided is not carried, closed or noted any more; the decision is taken back first.
        ...(outcome === 'decided'
          ? []
          : (['carried', 'closed', 'noted'] as const).map(each => conclude(given, item, each))),
      ]
    : [];
  return (
    <li className="minutes-item">
      <p className="minutes-title">
        <span className="quiet number">{place}. </span>
        {at === null ? title : <Link to={at}>{title}</Link>}{' '}
        {outcome !== null && <Tag tone={TONES[outcome] ?? 'plain'}>{word(OUTCOME_WORDS, outcome)}</Tag>}
      </p>
      {note !== null && <p className="prose">{note}</p>}
      <DecisionList
        {...{ given, item, units, writes }}
        decisions={minutes.decisions.filter(each => each.item === no)}
      />
      {commands.length > 0 && <Commands commands={commands} changes={changesOf(given.of)} calm />}
    </li>
  );
}
