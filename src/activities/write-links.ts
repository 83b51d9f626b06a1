import { mayUse } from '../access/links.ts';
import type { NewLink } from '../contract/links.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { linkExpiry } from '../domain/link/link.ts';
import { problemLinksFor } from '../domain/link/problem-links.ts';
import { PURPOSE_KIND, type LinkPurpose } from '../domain/link/types.ts';
import type { Viewer } from '../domain/people/scope.ts';
import { SATISFACTIONS, type ProblemState } from '../domain/problem/types.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import type { LinkButton } from '../mail/messages/index.ts';
import { linkAddress, newSecret } from '../links/secret.ts';

/** Makes the links of the mails of one batch: all of one day, so with one end. The outbox writes them down with the bodies. */
export interface LinkWriter {
  /** Everything that somebody can do for a problem as it stands, each with its address. */
  forProblem(problem: ProblemState, person: Viewer): WrittenLink[];
}

export interface WrittenLink {
  link: NewLink;
  /** One button; a look-back has one for each answer, all of the same link. */
  buttons: readonly LinkButton[];
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
  const endOf = (purpose: LinkPurpose): number =>
    linkExpiry(clock, nowMs, purpose === 'lookBackProblem' ? links.firmValidDays : links.validDays);
  const written = (purpose: LinkPurpose, { entityId, person }: { entityId: string; person: string }): WrittenLink => {
    const secret = newSecret();
    const kind = PURPOSE_KIND[purpose];
    const link: NewLink = { secret, purpose, kind, entityId, holder: { person }, expiresMs: endOf(purpose) };
    return { link, buttons: buttonsOf(purpose, linkAddress(publicUrl, secret)) };
  };
  return {
    forProblem: (problem, person) =>
      problemLinksFor(problem, person, nowMs)
        .filter(purpose => mayUse(purpose, person))
        .map(purpose => written(purpose, { entityId: problem.code, person: person.id })),
  };
}

/** What is chosen by the button stands in the address, is chosen on the page, and is sent by nobody but the reader. */
const buttonsOf = (purpose: LinkPurpose, href: string): LinkButton[] =>
  purpose === 'lookBackProblem'
    ? SATISFACTIONS.map(choice => ({ purpose, choice, href: `${href}?satisfaction=${choice}` }))
    : [{ purpose, choice: null, href }];
