import { Migrator, type Kysely } from 'kysely';
import { foundation } from './migrations/0001-foundation.ts';
import { settings } from './migrations/0002-settings.ts';
import { path } from './migrations/0003-path.ts';
import { batch } from './migrations/0004-batch.ts';
import { evaluation } from './migrations/0005-evaluation.ts';
import { rounds } from './migrations/0006-rounds.ts';
import { files } from './migrations/0007-files.ts';
import { mailBodies } from './migrations/0008-mail-bodies.ts';
import { beforeSigning } from './migrations/0009-before-signing.ts';
import { importWaves } from './migrations/0010-import-waves.ts';
import { pauses } from './migrations/0011-pauses.ts';
import { mailByHand } from './migrations/0012-mail-by-hand.ts';
import { supervision } from './migrations/0015-supervision.ts';
import { whistles } from './migrations/0016-whistles.ts';
import { links } from './migrations/0017-links.ts';
import { packedMailBodies } from './migrations/0018-packed-mail-bodies.ts';
import { problems } from './migrations/0013-problems.ts';
import { calendarSeen } from './migrations/0014-calendar-seen.ts';
import { problemImports } from './migrations/0019-problem-imports.ts';
import { access } from './migrations/0020-access.ts';
import { accounts } from './migrations/0022-accounts.ts';
import { secondFactor } from './migrations/0023-second-factor.ts';
import { identities } from './migrations/0024-identities.ts';
import { audit } from './migrations/0025-audit.ts';
import { verifications } from './migrations/0029-verifications.ts';
import { meetingsChanged } from './migrations/0031-meetings-changed.ts';
import { promisesReplaced } from './migrations/0032-promises-replaced.ts';
import { meetingResponses } from './migrations/0040-meeting-responses.ts';
import { passkeys } from './migrations/0034-passkeys.ts';
import { auditNumbers } from './migrations/0035-audit-numbers.ts';
import { auditArchive } from './migrations/0036-audit-archive.ts';
import { calendarFeeds } from './migrations/0041-calendar-feeds.ts';
import { meetingMinutes } from './migrations/0038-meeting-minutes.ts';
import { meetingAgendas } from './migrations/0037-meeting-agendas.ts';
import { bounces } from './migrations/0042-bounces.ts';
import { mailPreferences } from './migrations/0043-mail-preferences.ts';
import { agendaSilent } from './migrations/0051-agenda-silent.ts';
import { meetingCollection } from './migrations/0050-meeting-collection.ts';
import { mailFiles } from './migrations/0052-mail-files.ts';
import { readerOfALine } from './migrations/0053-reader-of-a-line.ts';
import { answerWords } from './migrations/0056-answer-words.ts';
import { deputies } from './migrations/0057-deputies.ts';
import { rhythms } from './migrations/0058-rhythms.ts';
import { mailsInOfficeHours } from './migrations/0064-mails-in-office-hours.ts';
import { papersOfProblems } from './migrations/0065-papers-of-problems.ts';
import { briefs } from './migrations/0068-briefs.ts';
import { decisionsAnswered } from './migrations/0069-decisions-answered.ts';
import { initials } from './migrations/0074-initials.ts';
import { decisionsBecomeProblems } from './migrations/0077-decisions-become-problems.ts';
import { readings } from './migrations/0078-readings.ts';
import { keptViews } from './migrations/0079-kept-views.ts';
import { mailsOnTheirWay } from './migrations/0080-mails-on-their-way.ts';
import { listsByTime } from './migrations/0081-lists-by-time.ts';
import type { Tables } from './tables.ts';

/** In order, for ever: a migration that has been released is never changed, only followed by another. */
export const MIGRATIONS = {
  '0001-foundation': foundation,
  '0002-settings': settings,
  '0003-path': path,
  '0004-batch': batch,
  '0005-evaluation': evaluation,
  '0006-rounds': rounds,
  '0007-files': files,
  '0008-mail-bodies': mailBodies,
  '0009-before-signing': beforeSigning,
  '0010-import-waves': importWaves,
  '0011-pauses': pauses,
  '0012-mail-by-hand': mailByHand,
  '0013-problems': problems,
  '0014-calendar-seen': calendarSeen,
  '0015-supervision': supervision,
  '0016-whistles': whistles,
  '0017-links': links,
  '0018-packed-mail-bodies': packedMailBodies,
  '0019-problem-imports': problemImports,
  '0020-access': access,
  '0022-accounts': accounts,
  '0023-second-factor': secondFactor,
  '0024-identities': identities,
  '0025-audit': audit,
  '0029-verifications': verifications,
  '0031-meetings-changed': meetingsChanged,
  '0032-promises-replaced': promisesReplaced,
  '0037-meeting-agendas': meetingAgendas,
  '0038-meeting-minutes': meetingMinutes,
  '0040-meeting-responses': meetingResponses,
  '0034-passkeys': passkeys,
  '0035-audit-numbers': auditNumbers,
  '0036-audit-archive': auditArchive,
  '0041-calendar-feeds': calendarFeeds,
  '0042-bounces': bounces,
  '0043-mail-preferences': mailPreferences,
  '0050-meeting-collection': meetingCollection,
  '0051-agenda-silent': agendaSilent,
  '0052-mail-files': mailFiles,
  '0053-reader-of-a-line': readerOfALine,
  '0056-answer-words': answerWords,
  '0057-deputies': deputies,
  '0058-rhythms': rhythms,
  '0064-mails-in-office-hours': mailsInOfficeHours,
  '0065-papers-of-problems': papersOfProblems,
  '0068-briefs': briefs,
  '0069-decisions-answered': decisionsAnswered,
  '0074-initials': initials,
  '0077-decisions-become-problems': decisionsBecomeProblems,
  '0078-readings': readings,
  '0079-kept-views': keptViews,
  '0080-mails-on-their-way': mailsOnTheirWay,
  '0081-lists-by-time': listsByTime,
};

/** Brings the database up to date. Two starters at once are safe: the migrator holds a lock in the database. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(MIGRATIONS) };
  // It would judge the order by the clock: a database that was begun while the clock was ahead could never be brought up to date again.
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(`migration failed: ${JSON.stringify(error)}`);
}
