import type { SettingVersionAnswer } from '../../contract/schemas/index.ts';
import type { SettingRow } from '../../ledger/reads/settings.ts';
import { maybeInstant } from './instants.ts';

export const settingWire = ({ setAt, ...row }: SettingRow): SettingVersionAnswer => ({
  ...row,
  setAt: maybeInstant(setAt),
});
