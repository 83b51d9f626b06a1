import type { Command } from 'commander';
import type { AheadOfLedgerAnswer, FollowLedgerAnswer, RecoveryAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { misused } from '../failure.ts';
import { clockTime } from '../output.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';

/** Names as the API has them (`LIVING_KINDS`); the CLI loads nothing of the workflows. */
const KINDS = ['project', 'problem', 'meeting', 'batch', 'round', 'visit', 'whistle'] as const;

/** For whoever has restored the ledger from an older backup (operations, "Restore"). */
export function addRecoveryCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.recovery;
  const recovery = program.command('recovery').description(help.group);
  recovery
    .command('list')
    .description(help.list)
    .addHelpText('after', examples(setup, 'recovery list', 'recovery list --json > lost.json'))
    .action(setup.run(list));
  changing(recovery.command('follow [kind] [id]'), setup)
    .description(help.follow)
    .option('--all', help.all)
    .addHelpText('after', examples(setup, 'recovery follow project P-2026-0001', 'recovery follow --all'))
    .action(setup.run(follow));
}

/** Every kind, page by page: thousands of workflows are asked, and each page is an answer in time. */
async function aheadOfLedger(session: Session): Promise<AheadOfLedgerAnswer[]> {
  const items: AheadOfLedgerAnswer[] = [];
  for (const kind of KINDS) {
    let looked = 0;
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await session.client.get<RecoveryAnswer>(paths.recovery, { kind, cursor });
      items.push(...page.items);
      looked += page.looked;
      cursor = page.next ?? undefined;
    }
    session.out.note(session.texts.recovery.looked({ kind, looked }));
  }
  return items;
}

const list: Work<object> = async session => {
  const items = await aheadOfLedger(session);
  await session.out.show({ items, total: items.length }, () => showAhead(session, items));
};

function showAhead({ out, texts }: Session, items: readonly AheadOfLedgerAnswer[]): void {
  const { recovery } = texts;
  for (const { kind, id, ledgerSeq, workflowSeq, status, lost } of items) {
    out.line(recovery.ahead({ kind, id, ledger: ledgerSeq, workflow: workflowSeq, status }));
    for (const { at, actor, command } of lost) out.line(`    ${clockTime(at)}  ${actor}  ${JSON.stringify(command)}`);
  }
  out.line(items.length === 0 ? recovery.nothing : recovery.wayOut({ total: items.length }));
}

const follow: Work<{ all?: boolean }> = async (session, [kind, id], { all = false }) => {
  const { texts, out, key } = session;
  if (all ? kind !== undefined : id === undefined) throw misused('oneOrAll', texts.recovery.oneOrAll);
  if (!all) {
    const done = await followLedger(session, { kind, id }, key);
    return out.show(done, () => tellFollowed(session, done));
  }
  const items: FollowLedgerAnswer[] = [];
  for (const [index, ahead] of (await aheadOfLedger(session)).entries()) {
    items.push(await followLedger(session, { kind: ahead.kind, id: ahead.id }, `${key}.${index}`));
  }
  await out.show({ items, total: items.length }, () => {
    items.forEach(done => tellFollowed(session, done));
    if (items.length === 0) out.line(texts.recovery.nothing);
  });
};

/** Whether there is such a kind the server says. */
const followLedger = (
  { client }: Session,
  body: { kind: string | undefined; id: string | undefined },
  key: string,
): Promise<FollowLedgerAnswer> => client.change('POST', paths.recovery, { body, key });

const tellFollowed = ({ out, texts }: Session, done: FollowLedgerAnswer): void =>
  out.line(texts.recovery[done.started ? 'follows' : 'ended']({ ...done }));
