import { expect, test } from '@jest/globals';
import { leavesOf } from '../../src/cli/leaves.ts';
import { settingWords } from '../../src/contract/catalogue/setting-words.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';

test('every value of the settings has a name in both languages', () => {
  const leaves = Object.entries(DEFAULT_SETTINGS).flatMap(([section, value]) =>
    leavesOf(value, section).map(([path]) => path),
  );
  expect(leaves.length).toBeGreaterThan(100);
  expect(leaves.filter(path => !settingWords(path)?.name.zh || !settingWords(path)?.name.en)).toEqual([]);
  expect(settingWords('meeting.timetable[7].at.hours')?.name.en).toBe('Hours from its start');
  expect(settingWords('meeting.nothing')).toBeUndefined();
});
