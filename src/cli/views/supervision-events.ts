import { CATEGORY, WHISTLE_ANSWER, WHISTLE_RESULT } from '../words.ts';
import { clock, inside, list, said, text, type Data, type Teller, type Telling } from './event-data.ts';

const placeOf = ({ project, county }: Data): string => text(project) || text(county);

const visitText: Teller = (data, { texts, nameOf }) => [
  text(data['on']),
  placeOf(data),
  list(data['people']).map(nameOf).join(texts.comma),
  text(data['purpose']),
  text(data['note']),
];

/** What the events of supervision teams, visits and county whistles say of themselves. */
export const SUPERVISION_TELLERS: Readonly<Record<string, Teller>> = {
  entrusted: ({ team, before, reason }, { nameOf }) => [
    text(before) === '' ? nameOf(team) : `${nameOf(before)} → ${nameOf(team)}`,
    text(reason),
  ],
  released: ({ before, reason }, { nameOf }) => [nameOf(before), text(reason)],
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
  visitReminded: ({ told }, { texts, nameOf }) => [list(told).map(nameOf).join(texts.comma)],
  whistleBlown: ({ topic, county, startMs, departments }, { texts, nameOf }) => [
    text(topic),
    text(county),
    clock(startMs),
    list(departments).map(nameOf).join(texts.comma),
  ],
  departmentAnswered: ({ unit, answer, person, reason, late }, session) => [
    session.nameOf(unit),
    session.label(WHISTLE_ANSWER, text(answer)),
    session.nameOf(person),
    text(reason),
    late === true ? session.texts.supervision.whistle.lateAnswer : '',
  ],
  departmentsReminded: ({ units }, { texts, nameOf }) => [list(units).map(nameOf).join(texts.comma)],
  answersGathered: ({ silent }, { texts, nameOf }) => [
    said(texts.supervision.whistle.heads.silent, list(silent).map(nameOf).join(texts.comma)),
  ],
  whistleHeld: ({ result, text: words, problem, present }, session) => [
    session.label(WHISTLE_RESULT, text(result)),
    text(words),
    text(problem),
    said(session.texts.supervision.whistle.heads.present, list(present).map(session.nameOf).join(session.texts.comma)),
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
