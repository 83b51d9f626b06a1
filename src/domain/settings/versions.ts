import type { IsoDate } from '../calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { SettingSection, SettingValue } from './types.ts';

interface Dated {
  version: number;
  validFrom: IsoDate;
}

/** Of two versions that are valid the one with the later first day stands; of the same day the one that was set later. */
const standsOver = (a: Dated, b: Dated): boolean =>
  a.validFrom === b.validFrom ? a.version > b.version : a.validFrom > b.validFrom;

/** The version that is the rule on `day`; undefined: still the default. */
export function versionOn<T extends Dated>(versions: readonly T[], day: IsoDate): T | undefined {
  const valid = versions.filter(({ validFrom }) => validFrom <= day);
  return valid.reduce<T | undefined>((best, next) => (best && standsOver(best, next) ? best : next), undefined);
}

/**
 * The first day on which another version is the rule instead; null while nothing follows. The same day as `validFrom`: it was replaced
 * before it was ever in force, or on its first day.
 */
export function replacedOn({ version, validFrom }: Dated, versions: readonly Dated[]): IsoDate | null {
  const after = versions.filter(other => other.version !== version && standsOver(other, { version, validFrom }));
  return after.map(other => other.validFrom).sort()[0] ?? null;
}

/** A version that was written before its section had a field takes the field's default: rules never meet a section with a hole. */
export function completed(section: SettingSection, value: SettingValue | undefined): SettingValue {
  const start = DEFAULT_SETTINGS[section];
  return value === undefined || Array.isArray(start) ? (value ?? start) : { ...start, ...value };
}
