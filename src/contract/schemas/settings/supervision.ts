import { z } from 'zod';
import { wan, whole } from '../fields.ts';

export const supervisionSettings = z
  .strictObject({
    projectFromWan: wan().describe(
      'From which investment on, in 万元, a project may have a supervision team of its own',
    ),
    visitRemindWorkingDays: whole(0, 20).describe(
      'Working days before a planned visit on which its people are reminded',
    ),
    visitReportWorkingDays: whole(1, 20).describe(
      'Working days after the planned day on which it is told that nobody has said how the visit went',
    ),
  })
  .meta({
    id: 'SupervisionSettings',
    examples: [{ projectFromWan: 100_000, visitRemindWorkingDays: 1, visitReportWorkingDays: 1 }],
  });
