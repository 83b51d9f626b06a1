import { fill } from './fill.ts';
import type { briefZh } from './zh-brief.ts';

/** What the commands on the weekly brief say and how their help reads, in English. */
export const briefEn: typeof briefZh = {
  help: {
    group: 'The weekly brief: compiled on the last working day of a week, delivered on the next working day',
    list: 'List the briefs',
    show: 'Show the brief of a week as it was compiled; --file saves it as the xlsx that goes with the mail',
    preview: 'What the next brief would say now, when it is compiled and delivered, and to whom; writes nothing',
    compile: 'Compile a brief that the clock has missed (coordinators)',
    options: { file: 'save as an .xlsx file' },
  },
  events: { compiled: 'brief compiled' },
  heads: {
    ...{ week: 'week', days: 'days', compiled: 'compiled', deliver: 'delivered', recipients: 'to' },
    ...{ signing: 'signed', groundbreaking: 'begun', production: 'in production' },
    ...{ raised: 'raised', solved: 'solved', closed: 'closed', overdue: 'overdue', ppc: 'PPC' },
    ...{ since: 'from', until: 'until', hash: 'hash', project: 'project', investor: 'investor', investment: '万元' },
    ...{
      leader: 'paired leader',
      problem: 'problem',
      unit: 'unit',
      due: 'due',
      promise: 'promise',
      promised: 'promised',
    },
    ...{
      reason: 'reason',
      item: 'item',
      carried: 'carried',
      month: 'month',
      before: 'was',
      now: 'is',
      subject: 'name',
    },
    kind: 'what',
  },
  late: 'late',
  altered: 'its content is not what was hashed when it was compiled',
  unreachable: fill('{name} (cannot be reached)'),
  nobody: 'nobody',
  projects: 'Projects that moved',
  problems: 'Problems',
  promises: fill('Promises: {due} due, {kept} kept, {missed} missed, {open} not over yet'),
  meeting: fill('{at} {name}'),
  composed: 'agenda as composed',
  asItWouldBe: 'as the ledger stands',
  colours: 'Changes of colour',
  none: 'none',
  more: fill('{count} more'),
};
