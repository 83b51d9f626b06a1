import type { NewLink } from '../contract/links.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { linkExpiry } from '../domain/link/link.ts';
import { problemLinksFor } from '../domain/link/problem-links.ts';
import { PURPOSE_KIND, type LinkPurpose } from '../domain/link/types.ts';
import type { Viewer } from '../domain/people/scope.ts';
import type { ProblemState } from '../domain/problem/types.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import { linkAddress, newSecret } from '../links/secret.ts';

/** Makes the links of the mails of one batch: all of one day, so with one end. The outbox writes them down with the bodies. */
export interface LinkWriter {
  /** Everything that somebody can do for a problem as it stands, each with its address. */
  forProblem(problem: ProblemState, person: Viewer): WrittenLink[];
}

export interface WrittenLink {
  link: NewLink;
  purpose: LinkPurpose;
  href: string;
}

interface Dependencies {
  db: Database;
  clock: LocalClock;
  now: () => number;
  publicUrl: string;
}

export async function linkWriter({ db, clock, now, publicUrl }: Dependencies): Promise<LinkWriter> {
  const nowMs = now();
  const { links } = await settingsAt(db, clock.toLocal(nowMs).date);
  const expiresMs = linkExpiry(clock, nowMs, links.validDays);
  const written = (purpose: LinkPurpose, { entityId, person }: { entityId: string; person: string }): WrittenLink => {
    const secret = newSecret();
    const link: NewLink = { secret, purpose, kind: PURPOSE_KIND[purpose], entityId, holder: { person }, expiresMs };
    return { link, purpose, href: linkAddress(publicUrl, secret) };
  };
  return {
    forProblem: (problem, person) =>
      problemLinksFor(problem, person).map(purpose => written(purpose, { entityId: problem.code, person: person.id })),
  };
}
