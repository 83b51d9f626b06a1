import { fill } from './fill.ts';
import type { roundZh } from './zh-round.ts';

export const roundEn: typeof roundZh = {
  help: {
    group: 'monthly reports of money: asked for, reminded of, closed',
    list: 'list the rounds, the latest month first',
    show: 'show a round: who must report, who has, who was late, who is silent, by county',
    history: 'every event of a round: who was asked and reminded when, what was skipped and why',
    open: 'open the round of a month now (its Schedule does by itself; coordinators only)',
    skip: 'skip the reminder that comes next, with a reason (coordinators only)',
    form: 'the prefilled form of a county, or of all; CSV on stdout unless --file is given',
    report: 'report a month by a file, one row a project; each row is answered, the same file twice changes nothing',
    options: {
      county: 'county',
      countyOnly: 'take projects of this county only',
      formFile: 'save to a file (default: stdout)',
      reportFile:
        'a .csv or .xlsx file (default: CSV on stdin); columns: 项目编号, 本月完成(万元), 本年累计(万元), 备注',
      step: 'the reminder that comes next, e.g. remind:3',
    },
  },
  events: {
    roundOpened: 'opened, the counties are asked',
    silentReminded: 'silent counties reminded',
    reminderSkipped: 'reminder skipped',
    roundClosed: 'closed',
  },
  heads: {
    month: 'month',
    opened: 'opened',
    closes: 'closes',
    closedOn: 'closed',
    done: 'done',
    unasked: 'nobody to ask',
    projects: 'must report',
    reported: 'in time',
    late: 'late',
    silent: 'not in time',
    monthDone: 'this month',
    toDate: 'year to date',
  },
  noCounty: 'no county',
  total: 'total',
  noInput: 'give a file with --file, or CSV on stdin',
  saved: fill('form saved as {path} ({rows} rows)'),
  again: fill('{count} rows have no answer yet: report the same file again, what was taken is not taken twice.'),
  lateTaken: fill('{count} of them came after the close and count as late.'),
};
