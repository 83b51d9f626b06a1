import { reasonText, unmeasuredText } from '../../contract/catalogue/colours.ts';
import type { Light } from '../../domain/colour/types.ts';
import type {
  ColourRowAnswer,
  ColourTableAnswer,
  CompareColoursAnswer,
  EditionAnswer,
  EditionTableAnswer,
  List,
  PublishColoursAnswer,
  WhyColourAnswer,
} from '../answers.ts';
import { BASIS, COLOUR, SUBJECT } from '../evaluation-words.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { namedText, tellTotal } from './common.ts';

type Counts = ColourTableAnswer['counts'];
const versionText = ({ id, version }: { id: string; version: number }): string => `${id}@${version}`;

/** Only the light is painted: a name in red would look like one that is refused. */
function lightText(session: Session, { colour, noted }: Pick<ColourRowAnswer, 'colour' | 'noted'>): string {
  return session.label(COLOUR, colour) + (noted ? session.texts.evaluation.noted : '');
}

/** The reason that gave the colour: the first of that light, and what came late with it. */
function becauseText({ colour, because, unmeasured }: ColourRowAnswer, { lang, texts }: Session): string {
  const spoken = because.filter(({ light, rule }) => light === (colour as Light) || rule === 'lateFigures');
  const sentences = (spoken.length > 0 ? spoken : because).map(reason => reasonText(reason, lang));
  if (sentences.length > 0) return sentences.join(lang === 'zh' ? '；' : '; ');
  return unmeasured.map(gap => unmeasuredText(gap, lang)).join('; ') || texts.evaluation.noReason;
}

async function colourRows(session: Session, rows: readonly ColourRowAnswer[]): Promise<void> {
  const { heads, removal } = session.texts.evaluation;
  await session.out.table<ColourRowAnswer>(
    [
      { head: heads.colour, cell: row => lightText(session, row), whole: true },
      { head: heads.subject, cell: row => (row.subject === 'county' ? '' : row.id), whole: true },
      { head: heads.what, cell: row => row.name },
      { head: session.texts.heads.county, cell: row => (row.subject === 'county' ? '' : row.county) },
      {
        head: heads.because,
        cell: row => (row.proposeRemoval ? `${removal} · ` : '') + becauseText(row, session),
      },
    ],
    rows,
  );
}

function tellCounts(session: Session, counts: Counts): void {
  for (const subject of ['county', 'project'] as const) {
    const words = { subject: session.label(SUBJECT, subject), ...counts[subject] };
    session.out.styled(session.out.colors.dim(session.texts.evaluation.counts(words)));
  }
}

/** Whoever is well is not listed unless asked for: the table is for those somebody must look after. */
export async function showColours(session: Session, table: ColourTableAnswer, all: boolean): Promise<void> {
  const { month, on, basis, rules, counts, items } = table;
  const looked = items.filter(
    ({ subject, colour }) => all || subject === 'county' || ['yellow', 'red'].includes(colour),
  );
  const made = { county: versionText(rules.county), project: versionText(rules.project) };
  session.out.line(session.texts.evaluation.madeBy({ month, on, basis: session.label(BASIS, basis), ...made }));
  await colourRows(session, looked);
  tellCounts(session, counts);
}

export function showWhy(session: Session, why: WhyColourAnswer): void {
  const { out, texts, lang } = session;
  const { month, on, basis, ruleSet, name, id, subject, because, unmeasured, proposeRemoval } = why;
  const made = { month, on, basis: session.label(BASIS, basis) };
  out.line(texts.evaluation.madeByOne({ ...made, rules: versionText(ruleSet), name: ruleSet.name[lang] }));
  const whose = subject === 'county' ? name : `${id} ${name}`;
  const removal = proposeRemoval ? ` · ${texts.evaluation.removal}` : '';
  out.line(`${session.label(SUBJECT, subject)} ${whose} · ${lightText(session, why)}${removal}`);
  const lines = [...because, ...unmeasured].map(({ text }) => text);
  for (const text of lines.length > 0 ? lines : [texts.evaluation.noReason]) out.line(`  · ${text}`);
}

export async function showComparison(session: Session, { months, rules }: CompareColoursAnswer): Promise<void> {
  const { heads, wouldChange } = session.texts.evaluation;
  const shade = (of: CompareColoursAnswer['months'][number]['changes'][number]['from']): string =>
    of === null ? '' : lightText(session, of) + (of.proposeRemoval ? ` · ${session.texts.evaluation.removal}` : '');
  for (const { month, on, changes } of months) {
    session.out.line(wouldChange({ month, on, count: changes.length }));
    if (changes.length === 0) continue;
    await session.out.table<(typeof changes)[number]>(
      [
        { head: heads.subject, cell: row => (row.subject === 'county' ? '' : row.id), whole: true },
        { head: heads.what, cell: row => row.name },
        { head: session.texts.heads.county, cell: row => row.county },
        { head: rules[0] ?? heads.from, cell: row => shade(row.from), whole: true },
        { head: rules[1] ?? heads.to, cell: row => shade(row.to), whole: true },
      ],
      changes,
    );
  }
}

async function showChanges(session: Session, { changes }: Pick<EditionAnswer, 'changes'>): Promise<void> {
  if (changes.length === 0) return;
  const { heads, changedSince } = session.texts.evaluation;
  session.out.line(changedSince({ count: changes.length }));
  await session.out.table<(typeof changes)[number]>(
    [
      { head: heads.subject, cell: row => (row.subject === 'county' ? '' : row.id), whole: true },
      { head: heads.what, cell: row => row.name },
      { head: heads.from, cell: row => session.label(COLOUR, row.from), whole: true },
      { head: heads.to, cell: row => session.label(COLOUR, row.to), whole: true },
    ],
    changes,
  );
}

export async function tellPublished(session: Session, answer: PublishColoursAnswer): Promise<void> {
  const { out, texts } = session;
  const { green, yellow } = out.colors;
  if (answer.command.replayed) out.styled(`${yellow('=')} ${texts.evaluation.publishedBefore(answer)}`);
  else out.styled(`${green('✓')} ${texts.evaluation.published(answer)}`);
  tellCounts(session, answer.counts);
  await showChanges(session, answer);
}

export async function showEditions(session: Session, found: List<EditionAnswer>): Promise<void> {
  const { evaluation, heads } = session.texts;
  await session.out.table<EditionAnswer>(
    [
      { head: evaluation.heads.month, cell: row => row.month, whole: true },
      { head: evaluation.heads.edition, cell: row => row.edition, align: 'right', whole: true },
      { head: heads.at, cell: row => clockTime(row.publishedAt), whole: true },
      { head: heads.who, cell: row => namedText(row.publishedBy.id, row.publishedBy.name) },
      {
        head: evaluation.heads.rules,
        cell: row => `${versionText(row.rules.county)} ${versionText(row.rules.project)}`,
      },
      { head: evaluation.heads.changes, cell: row => (row.edition === 1 ? '' : row.changes.length), align: 'right' },
      { head: heads.reason, cell: row => row.reason },
      { head: evaluation.heads.hash, cell: row => row.hash.slice(0, 12), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function showEdition(session: Session, table: EditionTableAnswer): Promise<void> {
  const { out, texts } = session;
  const { month, edition, on, basis, rules, counts, publishedAt, publishedBy, reason, intact } = table;
  const who = namedText(publishedBy.id, publishedBy.name);
  const head = texts.evaluation.editionHead({ month, edition, at: clockTime(publishedAt), who });
  out.line([head, reason].filter(Boolean).join(' · '));
  const made = { county: versionText(rules.county), project: versionText(rules.project) };
  out.line(texts.evaluation.madeBy({ month, on, basis: session.label(BASIS, basis), ...made }));
  if (!intact) out.styled(out.colors.red(texts.evaluation.notIntact));
  await colourRows(session, table.items);
  tellCounts(session, counts);
  await showChanges(session, table);
}
