import { fill } from './fill.ts';
import type { attendeesZh } from './zh-attendees.ts';

/** What the command on lists of attendees says and how its help reads, in English. */
export const attendeesEn: typeof attendeesZh = {
  help: {
    import:
      'Read the attendees of a series from a list (.xlsx, .csv); a dry run without --apply. Columns: 姓名, and 编号, 单位, 职务, 邮箱',
    apply: 'write them to the ledger',
    newPeople: 'also add whom the ledger does not know (with a unit and an address; administrators)',
    replace: 'who is not in the list attends no more (otherwise people are only added)',
  },
  name: 'name',
  person: 'person',
  left: fill('attend no more: {people}'),
  applied: 'Written to the ledger.',
  dryRun: 'A dry run: nothing was written. Add --apply when it is right.',
};
