import type { IsoDate } from '../calendar/dates.ts';
import type { Recurring } from '../meeting/rhythm.ts';
import type { DutiesHeld } from '../people/duties.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';

/**
 * The settings as an entity of the ledger: one a section (a key of `Settings`), each a list of dated versions with who set it and why. What
 * a section holds, and where an office starts, stands in `domain/settings.ts`; how a value must look, in `contract/schemas/settings`.
 */
export type SettingSection = keyof Settings;
export type SettingValue = Settings[SettingSection];

export const SETTING_SECTIONS = Object.keys(DEFAULT_SETTINGS) as SettingSection[];
export const isSection = (name: string): name is SettingSection => Object.hasOwn(DEFAULT_SETTINGS, name);

export interface SettingVersion {
  /** 1, 2, 3 … in the order they were set; 0 is the default an office starts with. */
  version: number;
  /** The first day it is the rule. */
  validFrom: IsoDate;
  reason: string;
  /** The whole section. */
  value: SettingValue;
}

export interface SettingState {
  versions: readonly SettingVersion[];
}

export interface SettingCommand {
  type: 'set';
  value: SettingValue;
  validFrom: IsoDate;
  reason: string;
  /** The version the new one was written from; refused when another stands on that day by now. */
  basedOn?: number | undefined;
}

export type SettingEvent = { type: 'set' } & SettingVersion;

export interface SettingRuleFacts {
  section: string;
  /** Of the section `access`: how the duties that it sets apart are held. */
  duties?: DutiesHeld | undefined;
  /** Of the section `meeting`: the series that meet by its timetable. */
  series?: readonly (Recurring & { name: string })[] | undefined;
}
