import { fieldWords } from '../../contract/catalogue/fields.ts';
import { settingWords } from '../../contract/catalogue/setting-words.ts';
import type { List, SettingAnswer, SettingCommandAnswer, SettingsAnswer, SettingVersionAnswer } from '../answers.ts';
import { differences, leavesOf } from '../leaves.ts';
import { clockTime, type Column } from '../output.ts';
import type { Session } from '../session.ts';
import { SETTING_SECTION } from '../words.ts';
import { namedText, tellDone, tellTotal } from './common.ts';

/** All sections; lists of things only by how many and which, as `show <section>` has the rest. */
export async function showSettings(session: Session, { day, settings, versions }: SettingsAnswer): Promise<void> {
  const { out, texts } = session;
  out.line(texts.settingsOf({ day }));
  const summary = (items: readonly Record<string, unknown>[]): string => {
    const names = items.map(({ id, step, kind, name }) => String(id ?? step ?? kind ?? name ?? '…'));
    return texts.settingItems({ count: items.length, names: names.join(texts.comma) });
  };
  for (const [section, value] of Object.entries(settings)) {
    out.line();
    out.styled(headOf(session, section, versions[section]));
    await showLeaves(session, leavesOf(value, section, summary));
  }
}

export async function showSetting(session: Session, setting: SettingAnswer): Promise<void> {
  const { out, texts } = session;
  const { section, day, value, reason, replacedOn, setBy, setAt } = setting;
  out.line(texts.settingsOf({ day }));
  out.styled(headOf(session, section, setting));
  const by = [setBy === null ? '' : namedText(setBy.id, setBy.name), clockTime(setAt), reason ?? ''].filter(Boolean);
  if (by.length > 0) out.line(`  ${by.join(' · ')}`);
  if (replacedOn !== null) out.line(`  ${texts.settingUntil({ day: replacedOn })}`);
  await showLeaves(session, leavesOf(value, section));
}

export async function showSettingHistory(session: Session, found: List<SettingVersionAnswer>): Promise<void> {
  const { heads, texts } = { heads: session.texts.heads, texts: session.texts };
  await session.out.table<SettingVersionAnswer>(
    [
      { head: heads.version, cell: row => row.version, align: 'right', whole: true },
      { head: heads.from, cell: row => row.validFrom, whole: true },
      { head: heads.until, cell: row => row.replacedOn, whole: true },
      { head: heads.at, cell: row => clockTime(row.setAt), whole: true },
      { head: heads.who, cell: row => (row.setBy === null ? '' : namedText(row.setBy.id, row.setBy.name)) },
      { head: heads.changes, cell: row => differences(row.old, row.value, row.section).join(texts.comma) },
      { head: heads.reason, cell: row => row.reason },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function tellSettingCommand(session: Session, answer: SettingCommandAnswer): Promise<void> {
  const { out, texts } = session;
  const { section, version, validFrom, replacedOn, old, value } = answer;
  await out.show(answer, () => {
    tellDone(session, section, answer.command);
    out.line(`  ${texts.settingIs({ version, from: validFrom ?? '' })}`);
    for (const difference of differences(old, value, section)) out.line(`  ${difference}`);
    if (replacedOn === validFrom) out.line(`  ${texts.settingNever}`);
    else if (replacedOn !== null) out.line(`  ${texts.settingUntil({ day: replacedOn })}`);
  });
}

function headOf(
  session: Session,
  section: string,
  { version = 0, validFrom = null }: { version?: number; validFrom?: string | null } = {},
): string {
  const { texts } = session;
  const which = validFrom === null ? texts.settingDefault : texts.settingIs({ version, from: validFrom });
  const name = session.label(SETTING_SECTION, section);
  const title = name === section ? section : `${name} ${section}`;
  return `${session.out.colors.bold(title)} ${session.out.colors.dim(which)}`;
}

/** Chinese readers get each leaf's meaning before its name; in English the name says it. */
async function showLeaves({ out, texts, lang }: Session, leaves: readonly [string, string][]): Promise<void> {
  const columns: Column<[string, string]>[] = [
    { head: texts.heads.setting, cell: ([path]) => path, whole: true },
    { head: texts.heads.value, cell: ([, value]) => value },
  ];
  const meaning = { head: texts.heads.meaning, cell: ([path]: [string, string]) => meaningOf(path) };
  await out.table(lang === 'zh' ? [meaning, ...columns] : columns, leaves);
}

/** With whatever it stands in, below the section: `登录太快时放慢·同一账户·先允许几次`. */
function meaningOf(path: string): string {
  const parts = path.split('.');
  const named = parts.map((part, at) => {
    const words = settingWords(
      parts
        .slice(0, at + 1)
        .join('.')
        .replace(/\[\d+\]$/, ''),
    );
    const row = /\[(\d+)\]$/.exec(part)?.[1];
    return words === undefined ? fieldWords(part) : `${words.name.zh}${row === undefined ? '' : ` ${Number(row) + 1}`}`;
  });
  return named.slice(1).join('·');
}
