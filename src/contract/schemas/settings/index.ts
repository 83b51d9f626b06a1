import { z } from 'zod';
import type { Settings } from '../../../domain/settings.ts';
import { SETTING_SECTIONS, type SettingCommand, type SettingSection } from '../../../domain/settings/types.ts';
import { commandResult, instant, pageOf } from '../common.ts';
import { isoDate, longText, whole } from '../fields.ts';
import { accessSettings } from './access.ts';
import { accountsSettings } from './accounts.ts';
import { auditSettings } from './audit.ts';
import { batchSettings } from './batch.ts';
import { briefSettings } from './brief.ts';
import { coloursSection } from './colours.ts';
import { evaluationSettings } from './evaluation.ts';
import { filesSettings } from './files.ts';
import { holidaysSettings } from './holidays.ts';
import { importsSettings } from './imports.ts';
import { linksSettings } from './links.ts';
import { meetingSettings } from './meeting.ts';
import { moneySettings } from './money.ts';
import { officeHoursSettings } from './office-hours.ts';
import { problemSettings } from './problem.ts';
import { projectSettings } from './project.ts';
import { reviewSettings } from './review.ts';
import { supervisionSettings } from './supervision.ts';
import { textsSettings } from './texts.ts';
import { whistleSettings } from './whistle.ts';

/** What a section may hold, one file each. A section added to `Settings` does not compile before it stands here. */
export const SECTION_SCHEMAS: { readonly [Section in SettingSection]: z.ZodType<Settings[Section]> } = {
  officeHours: officeHoursSettings,
  holidays: holidaysSettings,
  project: projectSettings,
  review: reviewSettings,
  problem: problemSettings,
  meeting: meetingSettings,
  money: moneySettings,
  brief: briefSettings,
  colours: coloursSection,
  evaluation: evaluationSettings,
  batch: batchSettings,
  files: filesSettings,
  links: linksSettings,
  texts: textsSettings,
  supervision: supervisionSettings,
  whistle: whistleSettings,
  imports: importsSettings,
  access: accessSettings,
  accounts: accountsSettings,
  audit: auditSettings,
};

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const bodyOf = (section: SettingSection) =>
  z
    .strictObject({
      value: SECTION_SCHEMAS[section],
      validFrom: isoDate().describe('The first day it is the rule; today or later'),
      reason: longText(),
      basedOn: whole(0, 1_000_000)
        .optional()
        .describe('The version it was written from; refused when another one stands on that day by now'),
    })
    .meta({ id: `Set${capital(section)}Settings` });

/** The whole section as it will be: a field that is left out is missing, not kept. */
export const SET_SETTING_BODIES = Object.fromEntries(
  SETTING_SECTIONS.map(section => [section, bodyOf(section)]),
) as Readonly<Record<SettingSection, ReturnType<typeof bodyOf>>>;

export const settingCommandOf = (body: z.output<ReturnType<typeof bodyOf>>): SettingCommand => ({
  type: 'set',
  ...body,
});

export const sectionParams = z.strictObject({ section: z.enum(SETTING_SECTIONS as [SettingSection]) });
export const settingsQuery = z.strictObject({ on: isoDate().optional().describe('A day; today when left out') });

// ---- answers ----

const versionShape = {
  version: z.int().describe('0: the default an office starts with'),
  validFrom: z.string().nullable().describe('The first day it is the rule'),
};

export const settingsAnswer = z
  .object({
    day: z.string(),
    settings: z.record(z.string(), z.unknown()).describe('Section → the value in force on that day'),
    versions: z.record(z.string(), z.object(versionShape)).describe('Section → which version that is'),
  })
  .meta({ id: 'Settings' });
export type SettingsAnswer = z.output<typeof settingsAnswer>;

const settingShape = {
  section: z.string(),
  ...versionShape,
  replacedOn: z.string().nullable().describe('The first day on which another version is the rule instead'),
  value: z.unknown().describe('As PUT takes it'),
  reason: z.string().nullable(),
  setBy: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  setAt: instant().nullable(),
};
export const settingAnswer = z.object({ ...settingShape, day: z.string() }).meta({ id: 'Setting' });
export type SettingAnswer = z.output<typeof settingAnswer>;

export const settingVersionAnswer = z
  .object({ ...settingShape, old: z.unknown().describe('What was the rule on that day before') })
  .meta({ id: 'SettingVersion' });
export type SettingVersionAnswer = z.output<typeof settingVersionAnswer>;
export const settingVersionPage = pageOf(settingVersionAnswer, 'SettingVersionPage');
export const settingCommandAnswer = z
  .object({ ...settingVersionAnswer.shape, command: commandResult })
  .meta({ id: 'SettingCommandAnswer' });
