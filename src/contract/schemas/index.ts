/**
 * The shapes on the wire: every body, query and answer of `/api/v1`, shared by the API and the CLI. Bodies are strict and clean what they
 * take; answers say what is promised. What a command *means* is the domain's; each body is turned into the domain's own command type here,
 * so that the compiler sees a difference. No zod in workflow code: it imports types from the domain instead.
 */
export * from './access.ts';
export * from './agenda.ts';
export * from './collection.ts';
export * from './accounts.ts';
export * from './calendar.ts';
export * from './audit.ts';
export * from './batch.ts';
export * from './before-signing.ts';
export * from './common.ts';
export * from './evaluation.ts';
export * from './fields.ts';
export * from './files.ts';
export * from './holidays.ts';
export * from './office-calendar.ts';
export * from './import.ts';
export * from './issues.ts';
export * from './kept-views.ts';
export * from './link.ts';
export * from './mail.ts';
export * from './mail-preferences.ts';
export * from './mail-texts.ts';
export * from './meeting.ts';
export * from './minutes.ts';
export * from './people.ts';
export * from './moved-limits.ts';
export * from './problem-figures.ts';
export * from './problem.ts';
export * from './project-commands.ts';
export * from './project-money.ts';
export * from './project.ts';
export * from './brief.ts';
export * from './round.ts';
export * from './settings/index.ts';
export * from './supervision.ts';
export * from './system.ts';
export * from './visit.ts';
export * from './whistle.ts';
