import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { buildApp } from '../../src/api/app.ts';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import { paths } from '../../src/cli/paths.ts';
import * as schemas from '../../src/contract/schemas/index.ts';
import { COMMANDS } from './commands-table.ts';

// The CLI loads no zod and no route: that it speaks as the API listens is held here.

const BODIES: readonly [RegExp, z.ZodType][] = [
  [/^POST projects$/, schemas.startProjectBody],
  ...Object.entries(schemas.PROJECT_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST projects/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST problems$/, schemas.raiseProblemBody],
  ...Object.entries(schemas.PROBLEM_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST problems/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST supervision\/charges\/entrust$/, schemas.entrustBody],
  [/^POST supervision\/charges\/release$/, schemas.releaseBody],
  [/^POST visits$/, schemas.planVisitBody],
  [/^POST visits\/record$/, schemas.recordVisitBody],
  ...Object.entries(schemas.VISIT_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST visits/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST whistles$/, schemas.blowWhistleBody],
  ...Object.entries(schemas.WHISTLE_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST whistles/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^PUT series/, schemas.defineSeriesBody],
  [/^POST series\/[^/]+\/pause$/, schemas.pauseSeriesBody],
  [/^POST series\/[^/]+\/resume$/, schemas.resumeSeriesBody],
  [/^POST series\/[^/]+\/call$/, schemas.callMeetingBody],
  [/^POST series\/[^/]+\/trigger$/, schemas.triggerSeriesBody],
  [/^POST meetings\/[^/]+\/[^/]+\/move$/, schemas.moveMeetingBody],
  [/^POST meetings\/[^/]+\/[^/]+\/cancel$/, schemas.cancelMeetingBody],
  [/^POST people\/[^/]+\/mutes$/, schemas.muteBody],
  [/^POST people\/[^/]+\/absences$/, schemas.absenceBody],
  [/^POST people\/[^/]+\/deputising\/[^/]+\/decline$/, schemas.declineAbsenceBody],
  [/^POST people\/[^/]+\/(calendar|address\/clear)$/, schemas.nothingBody],
  [/^POST meetings\/[^/]+\/[^/]+\/answer$/, schemas.answerInvitationBody],
  [/^POST meetings\/[^/]+\/[^/]+\/collection$/, schemas.reportCollectionBody],
  [/^POST meetings\/[^/]+\/[^/]+\/skip-step$/, schemas.skipMeetingStepBody],
  ...Object.entries(schemas.MINUTES_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST meetings/[^/]+/[^/]+/minutes/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST meetings\/[^/]+\/[^/]+\/minutes\/problem$/, schemas.raiseFromDecisionBody],
  ...Object.entries(schemas.AGENDA_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST meetings/[^/]+/[^/]+/agenda/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST people\/[^/]+\/erase$/, schemas.erasePersonBody],
  [/^POST recovery$/, schemas.followLedgerBody],
  [/^POST rounds$/, schemas.openRoundBody],
  [/^POST briefs$/, schemas.compileBriefBody],
  [/^POST rounds\/[^/]+\/skip$/, schemas.skipRoundStepBody],
  [/^POST mails\/([^/]+\/)?(resend|release)$/, schemas.mailByHandBody],
  [/^PUT projects\/[^/]+\/contact$/, schemas.defineContactBody],
  [/^PUT experts/, schemas.defineExpertBody],
  [/^PUT policies/, schemas.definePolicyBody],
  [/^PUT me\/views$/, schemas.keepViewBody],
  [/^PUT people/, schemas.definePersonBody],
  [/^PUT units/, schemas.defineUnitBody],
  [/^PUT settings\/officeHours/, schemas.SET_SETTING_BODIES.officeHours],
];

describe('the body of a command is one the API takes', () => {
  // What is deleted or rebuilt is named by the address alone.
  const withBody = COMMANDS.filter(([, did]) => did !== 'POST rebuild' && !did.startsWith('DELETE '));

  test.each(withBody)('%j', (_argv, did, body) => {
    const schema = BODIES.find(([shape]) => shape.test(did))?.[1];
    expect(schema).toBeDefined();
    expect(schema?.safeParse(body).error).toBeUndefined();
  });
});

test('every address the CLI knows is one the API has', async () => {
  // Routes are only looked at here; nothing behind them is reached.
  const parts = { db: {}, calendar: {}, readiness: {}, version: '0', mailbox: null };
  const deps = { ...parts, publicUrl: 'http://127.0.0.1:8080' };
  const app = await buildApp(deps as unknown as ApiDependencies);
  const asked: [string, string][] = [
    ['POST', paths.projects],
    ['GET', paths.projects],
    ['GET', paths.project(':code')],
    ['GET', paths.projectHistory(':code')],
    ['GET', paths.projectWaiting(':code')],
    ['GET', paths.projectMoney(':code')],
    ['GET', paths.suggestedPlans(':code')],
    ...Object.keys(schemas.PROJECT_COMMANDS).map(
      name => ['POST', paths.projectCommand(':code', name as 'pause')] as [string, string],
    ),
    ['POST', paths.problems],
    ['GET', paths.problems],
    ['GET', paths.movedLimits],
    ['GET', paths.problem(':code')],
    ['GET', paths.problemHistory(':code')],
    ['GET', paths.problemWaiting(':code')],
    ...Object.keys(schemas.PROBLEM_COMMANDS).map(
      name => ['POST', paths.problemCommand(':code', name as 'assign')] as [string, string],
    ),
    ['GET', paths.teams],
    ['GET', paths.teamProjects(':id')],
    ['GET', paths.teamProblems(':id')],
    ['GET', paths.charges],
    ['GET', paths.chargeHistory],
    ['POST', paths.entrust],
    ['POST', paths.release],
    ['GET', paths.visits],
    ['POST', paths.visits],
    ['POST', paths.recordVisit],
    ['GET', paths.visitCounts],
    ['GET', paths.visit(':code')],
    ['GET', paths.visitHistory(':code')],
    ['GET', paths.visitWaiting(':code')],
    ...Object.keys(schemas.VISIT_COMMANDS).map(
      name => ['POST', paths.visitCommand(':code', name as 'move')] as [string, string],
    ),
    ['GET', paths.whistles],
    ['POST', paths.whistles],
    ['GET', paths.whistle(':code')],
    ['GET', paths.whistleHistory(':code')],
    ['GET', paths.whistleWaiting(':code')],
    ...Object.keys(schemas.WHISTLE_COMMANDS).map(
      name => ['POST', paths.whistleCommand(':code', name as 'answer')] as [string, string],
    ),
    ['GET', paths.allSeries],
    ['PUT', paths.series(':id')],
    ...(['pause', 'resume', 'trigger'] as const).map(
      name => ['POST', paths.seriesCommand(':id', name)] as [string, string],
    ),
    ['GET', paths.meetings],
    ['GET', paths.meeting(':series', ':date')],
    ['POST', paths.meetingCommand(':series', ':date', 'skip-step')],
    ['GET', paths.agenda(':series', ':date')],
    ['GET', paths.collection(':series', ':date')],
    ['POST', paths.collection(':series', ':date')],
    ['GET', paths.minutes(':series', ':date')],
    ...[...Object.keys(schemas.MINUTES_COMMANDS), 'problem'].map(
      name => ['POST', paths.minutesCommand(':series', ':date', name)] as [string, string],
    ),
    ...Object.keys(schemas.AGENDA_COMMANDS).map(
      name => ['POST', paths.agendaCommand(':series', ':date', name)] as [string, string],
    ),
    ['POST', paths.seriesAttendees(':id')],
    ['GET', paths.briefs],
    ['POST', paths.briefs],
    ['GET', paths.briefPreview],
    ['GET', paths.brief(':week')],
    ['GET', paths.briefExport(':week')],
    ['GET', paths.rounds],
    ['POST', paths.rounds],
    ['GET', paths.round(':month')],
    ['GET', paths.roundHistory(':month')],
    ['POST', paths.roundSkip(':month')],
    ['GET', paths.roundForm(':month')],
    ['GET', paths.roundFormCsv(':month')],
    ['POST', paths.roundReports(':month')],
    ['GET', paths.mails],
    ['GET', paths.mail(':id')],
    ['GET', paths.mailPreview(':id')],
    ['GET', paths.mailsAhead(':series', ':date')],
    ['GET', paths.calendar(':id')],
    ['POST', paths.bounces],
    ['GET', paths.mailPreferences(':id')],
    ['DELETE', paths.absence(':id', ':absence')],
    ['POST', paths.deputyDecline(':id', ':absence')],
    ['POST', paths.mailResend(':id')],
    ['POST', paths.mailRelease(':id')],
    ['POST', paths.mailsRelease],
    ['GET', paths.mailbox],
    ['POST', paths.imports],
    ['GET', paths.import(':id')],
    ['GET', paths.importRows(':id')],
    ['GET', paths.importReport(':id')],
    ['POST', paths.importApply(':id')],
    ['GET', paths.people],
    ['PUT', paths.person(':id')],
    ['POST', paths.tokens(':id')],
    ['GET', paths.units],
    ['PUT', paths.unit(':id')],
    ['GET', paths.schedules],
    ['POST', paths.schedulesApply],
    ['GET', paths.auditVerification],
    ['GET', paths.auditArchives],
    ['POST', paths.auditArchives],
    ['GET', paths.auditArchiveFile],
    ['DELETE', paths.identity(':id')],
    ['GET', paths.myViews],
    ['PUT', paths.myViews],
    ['DELETE', paths.myView(':view')],
    ['GET', paths.myFactor],
    ['POST', paths.myFactor],
    ['PUT', paths.myFactor],
    ['POST', paths.myFactorRemoval],
    ['POST', paths.myCodes],
    ['POST', paths.myPasskeyRemoval(':id')],
    ['GET', paths.settings],
    ['GET', paths.setting(':section')],
    ['PUT', paths.setting('officeHours')],
    ['GET', paths.settingHistory(':section')],
    ['GET', paths.mailTexts],
    ['GET', paths.mailSample],
    ['GET', paths.mailSamplePage],
    ['GET', paths.holidays],
    ['GET', paths.officeCalendar],
    ['POST', paths.rebuild],
    ['GET', paths.recovery],
    ['POST', paths.recovery],
    ['GET', paths.me],
    ['GET', paths.health],
    ['GET', paths.ready],
  ];
  const missing = asked.filter(([method, url]) => !app.hasRoute({ method, url: decodeURIComponent(url) }));
  await app.close();
  expect(missing).toEqual([]);
});

test('pages are asked for no larger than the API gives', () => {
  expect(schemas.paging.safeParse({ limit: '200' }).error).toBeUndefined();
});
