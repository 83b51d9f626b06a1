import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  paging,
  sectionParams,
  SET_SETTING_BODIES,
  settingAnswer,
  settingCommandAnswer,
  settingCommandOf,
  settingsAnswer,
  settingsQuery,
  settingVersionPage,
} from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { SETTING_SECTIONS, type SettingCommand, type SettingSection } from '../../domain/settings/types.ts';
import { settingHistory, settingOfCommand, settingOn } from '../../ledger/reads/settings.ts';
import { settingsAt, versionsAt } from '../../ledger/settings.ts';
import { envelopeOf, keyed, settled } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { settingWire } from '../wire/settings.ts';
import { CHANGING, commandAnswer, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['settings'];

/** The numbers behind the rules, by section and day. A section is replaced whole, by administrators, from today at the earliest. */
export function settingRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  historyRoute(app, deps);
  for (const section of SETTING_SECTIONS) setRoute(app, deps, section);
  // Fastify prefers the addresses above: what comes here names no section, and is told those there are.
  app.put(
    '/settings/:section',
    { schema: { hide: true, operationId: 'setUnknownSettings', params: sectionParams } },
    ({ params: { section } }) => {
      throw new Refused(refuse('notFound', 'section', section));
    },
  );
}

function readRoutes(app: App, { db, calendar, now }: ApiDependencies): void {
  const today = (): string => calendar.clock.toLocal(now()).date;
  app.get(
    '/settings',
    {
      schema: {
        tags: TAGS,
        operationId: 'getSettings',
        summary: 'The settings in force on a day, and which version of each section that is',
        querystring: settingsQuery,
        response: { 200: settingsAnswer, ...REFUSALS },
      },
    },
    async ({ query: { on: day = today() } }) => {
      const standing = new Map((await versionsAt(db, day)).map(each => [each.section, each]));
      const versions = SETTING_SECTIONS.map(section => {
        const { version = 0, validFrom = null } = standing.get(section) ?? {};
        return [section, { version, validFrom }] as const;
      });
      return { day, settings: { ...(await settingsAt(db, day)) }, versions: Object.fromEntries(versions) };
    },
  );
  app.get(
    '/settings/:section',
    {
      schema: {
        tags: TAGS,
        operationId: 'getSetting',
        summary: 'One section as it is the rule on a day',
        params: sectionParams,
        querystring: settingsQuery,
        response: { 200: settingAnswer, ...REFUSALS },
      },
    },
    async ({ params: { section }, query: { on: day = today() } }) => {
      const { old: _, ...setting } = settingWire(await settingOn(db, section, day));
      return { ...setting, day };
    },
  );
}

function historyRoute(app: App, { db }: ApiDependencies): void {
  app.get(
    '/settings/:section/history',
    {
      schema: {
        tags: TAGS,
        operationId: 'listSettingVersions',
        summary: 'Every version of a section: who, when, why, old and new',
        params: sectionParams,
        querystring: paging,
        response: { 200: settingVersionPage, ...REFUSALS },
      },
    },
    async ({ params: { section }, query }) =>
      pageWire(await settingHistory(db, section, pageQuery(query)), settingWire),
  );
}

function setRoute(app: App, deps: ApiDependencies, section: SettingSection): void {
  app.put(
    `/settings/${section}`,
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: `set${section.slice(0, 1).toUpperCase()}${section.slice(1)}Settings`,
        summary: `Replace the section ${section} from a day on (administrators)`,
        body: SET_SETTING_BODIES[section],
        response: { 200: settingCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => set(deps, { request, reply }, { section, command: settingCommandOf(request.body) }),
  );
}

/**
 * What it was based on is no part of what is asked: whoever sends a command again after a failure has read a later version by then, and
 * must get the first answer all the same.
 */
async function set(
  deps: ApiDependencies,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { section, command }: { section: SettingSection; command: SettingCommand },
) {
  const { basedOn: _, ...asked } = command;
  const place = { kind: 'setting', entityId: section } as const;
  const key = keyed(request, { ...place, command: asked });
  // A key that is known goes to the gateway too: the first time it may have failed after the commit, before any timer was told.
  const answered = settled(key, await deps.gateway.send({ ...envelopeOf(deps, request), ...key, ...place, command }));
  const row = found(await settingOfCommand(deps.db, section, key.commandId), 'section', section);
  return commandAnswer(reply, settingWire(row), answered);
}
