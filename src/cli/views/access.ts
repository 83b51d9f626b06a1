import type { AccessAnswer, MyAccessAnswer } from '../answers.ts';
import type { Session } from '../session.ts';
import { ROLE, SCOPE } from '../words.ts';
import { tellTotal } from './common.ts';

type Row = AccessAnswer['items'][number];

export async function showAccess(session: Session, found: AccessAnswer): Promise<void> {
  const { access, comma } = session.texts;
  const grant = ({ holder, scope }: Row['may'][number]): string =>
    access.grant({
      holder: holder === 'everyone' ? access.everyone : session.label(ROLE, holder),
      scope: session.label(SCOPE, scope),
    });
  await session.out.table<Row>(
    [
      { head: access.heads.action, cell: row => row.name[session.lang], whole: true },
      { head: access.heads.who, cell: row => row.may.map(grant).join(comma) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function showMyAccess(session: Session, found: MyAccessAnswer): Promise<void> {
  const { access, comma } = session.texts;
  const { id, name, unit, roles, items } = found;
  session.out.line([`${name} (${id})`, unit, roles.map(role => session.label(ROLE, role)).join(comma)].join(' · '));
  if (roles.length === 0) session.out.line(access.none);
  await session.out.table<MyAccessAnswer['items'][number]>(
    [
      { head: access.heads.action, cell: row => row.name[session.lang], whole: true },
      { head: access.heads.scope, cell: row => row.scopes.map(scope => session.label(SCOPE, scope)).join(comma) },
    ],
    items,
  );
  tellTotal(session, found);
}
