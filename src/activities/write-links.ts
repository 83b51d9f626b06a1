import type { NewLink } from '../contract/links.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { linkExpiry } from '../domain/link/link.ts';
import { PURPOSE_KIND, type LinkPurpose } from '../domain/link/types.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import { linkAddress, newSecret } from '../links/secret.ts';

/** Makes the links of the mails of one batch: all of one day, so with one end. The outbox writes them down with the bodies. */
export interface LinkWriter {
  linkFor(person: string, what: { purpose: LinkPurpose; entityId: string }): NewLink;
  addressOf(link: NewLink): string;
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
  return {
    linkFor: (person, { purpose, entityId }) => ({
      secret: newSecret(),
      purpose,
      kind: PURPOSE_KIND[purpose],
      entityId,
      holder: { person },
      expiresMs,
    }),
    addressOf: ({ secret }) => linkAddress(publicUrl, secret),
  };
}
