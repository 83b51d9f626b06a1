import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { prepareHashing } from '../accounts/hashing.ts';
import { withoutSecrets } from '../links/secret.ts';
import { MAX_BYTES } from '../spreadsheet/limits.ts';
import type { ApiDependencies } from './dependencies.ts';
import { judgeAddresses, pathOf } from './plugins/addresses.ts';
import { auditRequests } from './plugins/audit.ts';
import { BODY_LIMIT, parseBodies } from './plugins/bodies.ts';
import { guardRoutes } from './plugins/access.ts';
import { answerBrokenRequest, answerErrors, asRefused, MAX_PARAM_LENGTH, sendProblem } from './plugins/errors.ts';
import { sendSafeHeaders } from './plugins/headers.ts';
import { describeApi } from './plugins/openapi.ts';
import { rateChecks, type RateChecks } from './plugins/rate-limits.ts';
import { refuseOtherSites } from './plugins/same-origin.ts';
import { requireSignIn } from './plugins/sign-in.ts';
import { validatorCompiler } from './plugins/validation.ts';
import { accessRoutes } from './routes/access.ts';
import { accountLinkRoutes, factorRoute, unbindRoute } from './routes/account-links.ts';
import { accountPageRoutes } from './routes/account-pages.ts';
import { auditArchiveRoutes } from './routes/audit-archives.ts';
import { auditRoutes } from './routes/audit.ts';
import { batchRoutes } from './routes/batches.ts';
import { beforeSigningRoutes } from './routes/before-signing.ts';
import { addressRoutes, bounceRoutes } from './routes/bounces.ts';
import { calendarFeedRoute, calendarRoutes } from './routes/calendar.ts';
import { codecPreflightRoute, codecRoute } from './routes/codec.ts';
import { changeRoutes } from './routes/changes.ts';
import { consoleRoutes } from './routes/console.ts';
import { colourEditionRoutes } from './routes/colour-editions.ts';
import { evaluationRoutes } from './routes/evaluation.ts';
import { fileRoutes } from './routes/files.ts';
import { contactRoutes, expertRoutes, policyRoutes } from './routes/handbook.ts';
import { holidayRoutes } from './routes/holidays.ts';
import { officeCalendarRoutes } from './routes/office-calendar.ts';
import { importRoutes } from './routes/imports.ts';
import { letterPageRoute, mailboxRoutes } from './routes/mailbox.ts';
import { linkPageRoutes } from './routes/link-pages.ts';
import { keptViewRoutes } from './routes/kept-views.ts';
import { linkRoutes } from './routes/links.ts';
import { mailboxPageRoute } from './routes/mailbox-page.ts';
import { mailPreferenceRoutes, mutePageRoutes } from './routes/mail-preferences.ts';
import { mailPreviewRoutes } from './routes/mail-previews.ts';
import { mailTextRoutes } from './routes/mail-texts.ts';
import { mailRoutes } from './routes/mails.ts';
import { mailByHandRoutes } from './routes/mails-by-hand.ts';
import { meetingRoutes, seriesRoutes } from './routes/meetings.ts';
import { myFactorRoutes } from './routes/my-factor.ts';
import { passkeyScriptRoute } from './routes/passkey-script.ts';
import { personDataRoutes } from './routes/people-data.ts';
import { peopleRoutes, unitRoutes } from './routes/people.ts';
import { problemExportRoutes } from './routes/problem-export.ts';
import { problemFigureRoutes } from './routes/problem-figures.ts';
import { problemRoutes } from './routes/problems.ts';
import { projectMoneyRoutes } from './routes/project-money.ts';
import { projectExportRoutes } from './routes/project-export.ts';
import { projectRoutes } from './routes/projects.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { attendeeRoutes } from './routes/attendees.ts';
import { briefRoutes } from './routes/briefs.ts';
import { roundReportRoutes, roundRoutes } from './routes/rounds.ts';
import { securityTxtRoute } from './routes/security-txt.ts';
import { sessionRoutes, signInRoute } from './routes/sessions.ts';
import { settingRoutes } from './routes/settings.ts';
import { keptSource, type App } from './routes/shared.ts';
import { supervisionRoutes } from './routes/supervision.ts';
import { deputyPageRoutes } from './routes/deputy-page.ts';
import { healthRoutes, systemRoutes } from './routes/system.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { visitRoutes } from './routes/visits.ts';
import { whistleRoutes } from './routes/whistles.ts';
import { RAW_TYPES } from './uploads.ts';

/** Slow senders hold nothing open longer than this; the largest workbook on a thin line fits. */
const REQUEST_MS = 120_000;

/** The whole HTTP API, ready to listen or to be injected into. */
export async function buildApp(deps: ApiDependencies): Promise<FastifyInstance> {
  const app = fastify({
    ...(deps.logger ? { loggerInstance: withoutSecretsOfLinks(deps.logger) } : { logger: false }),
    trustProxy: deps.trustedProxies ? [...deps.trustedProxies] : false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    // Our own, never a header of the caller's: it is kept with each command, and no two may meet.
    genReqId: () => randomUUID(),
    // A process that stops lets a request that is being answered end, and waits for no idle browser.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: answerBrokenRequest,
    // A path that cannot even be decoded never reaches a route or its error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(reply, asRefused(error, request)),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app, deps);
  parseBodies(app);
  sendSafeHeaders(app, deps.hstsSeconds ?? 0);
  const checks = await rateChecks(app, deps.rateLimits);
  app.addHook('onRequest', checks.address);
  judgeAddresses(app);
  refuseOtherSites(app, deps.publicUrl);
  auditRequests(app, deps);
  await app.register(compress, { threshold: 2048, encodings: ['gzip', 'identity'] });
  guardRoutes(app, deps);
  await prepareHashing();
  await app.register(cookie);
  await describeApi(app, deps.version);
  await app.register(async scope => healthRoutes(typed(scope), deps), { prefix: '/api' });
  await app.register(async scope => securityTxtRoute(typed(scope), deps));
  await app.register(async scope => mailboxPageRoute(typed(scope), deps));
  const { consoleDir } = deps;
  if (consoleDir) await app.register(async scope => consoleRoutes(scope, consoleDir));
  await app.register(async scope => linkPageRoutes(scope, deps));
  await app.register(async scope => accountPageRoutes(scope, deps));
  await app.register(passkeyScriptRoute);
  await app.register(async scope => calendarFeedRoute(scope, deps));
  await app.register(async scope => mutePageRoutes(scope, deps));
  await app.register(async scope => deputyPageRoutes(scope, deps));
  // Beside version 1, not in it: a browser opens a letter by the key in its address and has no token.
  await app.register(async scope => letterPageRoute(typed(scope), deps), { prefix: '/api/v1' });
  await app.register(async scope => codecPreflightRoute(typed(scope), deps), { prefix: '/api/v1' });
  await app.register(async scope => signInRoute(typed(scope), deps), { prefix: '/api/v1' });
  await app.register(scope => version1(scope, deps, checks), { prefix: '/api/v1' });
  await app.ready();
  return app;
}

/**
 * Fastify writes down the address of every request. That of a link opens it, what is asked for may be a name, and where a request came from is
 * in the audit, not here.
 */
const withoutSecretsOfLinks = (logger: FastifyBaseLogger): FastifyBaseLogger =>
  logger.child(
    {},
    {
      serializers: {
        req: ({ method, url, host }: FastifyRequest) => ({ method, url: withoutSecrets(pathOf({ url })), host }),
      },
    },
  );

/** Routes are written against the schemas' own types; Fastify learns of them here only. */
const typed = (scope: FastifyInstance): App => scope.withTypeProvider() as App;

/** Everything that wants somebody signed in. Files have a scope of their own, so that no other route takes their content types. */
async function version1(scope: FastifyInstance, deps: ApiDependencies, checks: RateChecks): Promise<void> {
  requireSignIn(scope, deps);
  scope.addHook('onRequest', checks.account);
  const app = typed(scope);
  const sourceOf = keptSource(deps);
  projectRoutes(app, deps, sourceOf);
  projectExportRoutes(app, deps, sourceOf);
  projectMoneyRoutes(app, deps);
  contactRoutes(app, deps);
  problemRoutes(app, deps);
  supervisionRoutes(app, deps);
  visitRoutes(app, deps);
  whistleRoutes(app, deps);
  batchRoutes(app, deps);
  seriesRoutes(app, deps);
  meetingRoutes(app, deps);
  roundRoutes(app, deps);
  briefRoutes(app, deps);
  linkRoutes(app, deps);
  mailRoutes(app, deps);
  mailByHandRoutes(app, deps);
  mailPreviewRoutes(app, deps);
  mailPreferenceRoutes(app, deps);
  mailboxRoutes(app, deps);
  peopleRoutes(app, deps);
  personDataRoutes(app, deps);
  calendarRoutes(app, deps);
  addressRoutes(app, deps);
  unitRoutes(app, deps);
  expertRoutes(app, deps);
  policyRoutes(app, deps);
  tokenRoutes(app, deps);
  sessionRoutes(app, deps);
  accountLinkRoutes(app, deps);
  factorRoute(app, deps);
  unbindRoute(app, deps);
  myFactorRoutes(app, deps);
  keptViewRoutes(app, deps);
  evaluationRoutes(app, deps, sourceOf);
  problemFigureRoutes(app, deps, sourceOf);
  problemExportRoutes(app, deps);
  beforeSigningRoutes(app, deps, sourceOf);
  colourEditionRoutes(app, deps);
  accessRoutes(app, deps);
  settingRoutes(app, deps);
  mailTextRoutes(app, deps);
  holidayRoutes(app, deps);
  officeCalendarRoutes(app, deps);
  systemRoutes(app, deps);
  changeRoutes(app, deps);
  recoveryRoutes(app, deps);
  auditRoutes(app, deps);
  auditArchiveRoutes(app, deps);
  codecRoute(app, deps);
  await scope.register(async files => {
    await files.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1, fields: 60, parts: 61 } });
    files.addContentTypeParser(RAW_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    importRoutes(typed(files), deps);
    roundReportRoutes(typed(files), deps);
    attendeeRoutes(typed(files), deps);
  });
  await scope.register(bounces => bounceRoutes(bounces, deps));
  await scope.register(async papers => {
    // How large a paper may be is a setting, so each request brings its own limit.
    await papers.register(multipart, { throwFileSizeLimit: false, limits: { files: 2, fields: 1, parts: 3 } });
    fileRoutes(typed(papers), deps);
  });
}
