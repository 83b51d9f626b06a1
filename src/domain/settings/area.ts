import { parseIsoDate } from '../calendar/dates.ts';
import { decided, type Area, type Decision, type RuleContext } from '../entity.ts';
import { timetableTooEarly } from '../meeting/lead.ts';
import type { AccessSettings } from '../people/access-settings.ts';
import { refuseApart } from '../people/duties.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { sameValue } from '../same-value.ts';
import type { Settings } from '../settings.ts';
import {
  isSection,
  SETTING_SECTIONS,
  type SettingCommand,
  type SettingEvent,
  type SettingRuleFacts,
  type SettingState,
} from './types.ts';
import { completed, versionOn } from './versions.ts';

/**
 * A new version of a section, from a day on. Never from a day that has passed: what was decided and published by the rule of then must
 * come out the same when somebody looks again.
 */
function decideSetting(
  state: SettingState | null,
  { value, validFrom: from, reason, basedOn }: SettingCommand,
  { section, duties, series }: SettingRuleFacts,
  { today }: RuleContext,
): Decision<SettingEvent> | Refusal {
  if (!isSection(section)) return refuse('notInList', 'section', section, { list: SETTING_SECTIONS });
  const validFrom = parseIsoDate(from, 'validFrom');
  if (isRefusal(validFrom)) return validFrom;
  if (validFrom < today) return refuse('settingInPast', 'validFrom', validFrom, { today });
  const versions = state?.versions ?? [];
  const standing = versionOn(versions, validFrom);
  const version = standing?.version ?? 0;
  if (basedOn !== undefined && basedOn !== version) {
    return refuse('settingMoved', 'basedOn', basedOn, { section, version, day: validFrom });
  }
  if (sameValue(completed(section, standing?.value), value)) {
    return refuse('settingUnchanged', 'value', section, { version, day: validFrom });
  }
  const wrong =
    (duties && (value as AccessSettings).separateAdministration ? refuseApart(duties) : null) ??
    (series ? timetableTooEarly((value as Settings['meeting']).timetable, series) : null);
  if (wrong) return wrong;
  const newest = Math.max(0, ...versions.map(before => before.version));
  return decided([{ type: 'set', version: newest + 1, validFrom, value, reason }]);
}

export const settingArea: Area<SettingState, SettingCommand, SettingEvent, SettingRuleFacts> = {
  kind: 'setting',
  decide: decideSetting,
  evolve: (state, { type: _, ...version }) => ({ versions: [...(state?.versions ?? []), version] }),
  nextReminder: () => null,
};
