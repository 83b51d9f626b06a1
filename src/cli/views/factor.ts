import { renderUnicodeCompact } from 'uqr';
import type { EnrolmentAnswer, MyFactorAnswer, RecoveryCodesAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';

export async function showMyFactor(session: Session, { since, codesLeft, passkeys }: MyFactorAnswer): Promise<void> {
  const { out, texts } = session;
  const { factor } = texts;
  out.line(since === null ? factor.none : factor.since({ since: clockTime(since) ?? '' }));
  out.line(factor.left({ left: codesLeft }));
  if (passkeys.length === 0) return out.line(factor.noPasskeys);
  await out.table<MyFactorAnswer['passkeys'][number]>(
    [
      { head: factor.heads.name, cell: row => row.name },
      { head: factor.heads.since, cell: row => clockTime(row.createdAt), whole: true },
      { head: factor.heads.used, cell: row => clockTime(row.usedAt), whole: true },
      { head: factor.heads.id, cell: row => row.id },
    ],
    passkeys,
  );
}

/** To stderr, so that `--json` stays an answer: a picture to scan, and the same in letters. */
export function tellEnrolment({ out, texts }: Session, { uri, secret }: EnrolmentAnswer): void {
  out.note(renderUnicodeCompact(uri));
  out.note(texts.factor.scan({ secret: (secret.match(/.{1,4}/g) ?? []).join(' ') }));
}

export function tellCodes({ out, texts }: Session, { codes }: RecoveryCodesAnswer, done: string): void {
  out.note(done);
  if (codes.length === 0) return;
  for (const code of codes) out.line(code);
  out.note(texts.factor.keep);
}
