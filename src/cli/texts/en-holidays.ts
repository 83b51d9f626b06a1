import { fill } from './fill.ts';
import type { holidaysZh } from './zh-holidays.ts';

/** The same in English. */
export const holidaysEn: typeof holidaysZh = {
  help: {
    group: 'holidays: the years that are published, and entering another',
    show: 'the published years, or the days off and the worked weekends of one',
    publish:
      'enter a year from the text of the State Council’s notice; limits, meetings and reminders are worked out again at once (administrators)',
    on: 'as they were known on that day (default today)',
    file: 'the text of the notice in Chinese, with sentences like 10月1日至7日放假调休，共7天。10月10日上班。',
    source: 'the number of the notice (default: as the text has it)',
  },
  heads: {
    ...{ year: 'year', off: 'off', worked: 'worked', source: 'notice', by: 'from' },
    ...{ day: 'day', weekday: 'weekday', what: 'what' },
  },
  by: 'entered here',
  program: 'the program',
  until: fill('Published until {date}; later days are counted by weekends, and change when they are published.'),
  unpublished: fill('The holidays of {year} are not published or not entered: its days are counted by weekends.'),
};
