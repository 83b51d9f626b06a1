import { CATEGORY, WHISTLE_ANSWER, WHISTLE_RESULT } from '../words.ts';
import { clock, inside, list, said, text, type Data, type Teller, type Telling } from './event-data.ts';

const placeOf = ({ project, county }: Data): string => text(project) || text(county);

const visitText: Teller = (data, { texts }) => [
  text(data['on']),
  placeOf(data),
  list(data['people']).join(texts.comma),
  text(data['purpose']),
  text(data['note']),
];

/** What the events of supervision teams, visits and county whistles say of themselves. */
export const SUPERVISION_TELLERS: Readonly<Record<string, Teller>> = {
  entrusted: ({ team, before, reason }) => [
    text(before) === '' ? text(team) : `${text(before)} → ${text(team)}`,
    text(reason),
  ],
  released: ({ before, reason }) => [text(before), text(reason)],
  visitPlanned: visitText,
  visitRecorded: visitText,
  visitMoved: ({ from, to, reason }) => [`${text(from)} → ${text(to)}`, text(reason)],
  visitCancelled: ({ reason }) => [text(reason)],
  visitHeld: visitText,
  found: ({ finding }, session) => {
    const { title, category, solved, late, reason } = inside(finding);
    const { heads } = session.texts.supervision.visit;
    return [
      text(title),
      session.label(CATEGORY, text(category)),
      said(heads.solved, text(solved)),
      late === true ? said(heads.late, text(reason)) : '',
    ];
  },
  findingsRaised: ({ results }, { texts }) => [
    (Array.isArray(results) ? results : [])
      .map(each => `${text(inside(each)['number'])}: ${text(inside(each)['problem']) || '—'}`)
      .join(texts.comma),
  ],
  visitReminded: ({ told }, { texts }) => [list(told).join(texts.comma)],
  whistleBlown: ({ topic, county, startMs, departments }, { texts }) => [
    text(topic),
    text(county),
    clock(startMs),
    list(departments).join(texts.comma),
  ],
  departmentAnswered: ({ unit, answer, person, reason, late }, session) => [
    text(unit),
    session.label(WHISTLE_ANSWER, text(answer)),
    text(person),
    text(reason),
    late === true ? session.texts.supervision.whistle.lateAnswer : '',
  ],
  departmentsReminded: ({ units }, { texts }) => [list(units).join(texts.comma)],
  answersGathered: ({ silent }, { texts }) => [
    said(texts.supervision.whistle.heads.silent, list(silent).join(texts.comma)),
  ],
  whistleHeld: ({ result, text: words, problem, present }, session) => [
    session.label(WHISTLE_RESULT, text(result)),
    text(words),
    text(problem),
    said(session.texts.supervision.whistle.heads.present, list(present).join(session.texts.comma)),
  ],
  whistleCalledOff: ({ reason }) => [text(reason)],
};

/** `remind:2026-12-02`, `missed:…` of a visit, or a step of a whistle; undefined when it is neither. */
export function supervisionSlot(slot: string, { texts }: Telling): string | undefined {
  const { visit, whistle } = texts.supervision;
  const [head = '', date = ''] = slot.split(':');
  if (/^\d{4}-/.test(date) && (head === 'remind' || head === 'missed')) return `${visit[head]} ${date}`;
  return Object.hasOwn(whistle.slots, slot) ? whistle.slots[slot as keyof typeof whistle.slots] : undefined;
}
