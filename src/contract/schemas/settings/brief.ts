import { z } from 'zod';
import { ROLES } from '../../../domain/people/types.ts';
import { code, localTime, ruled } from '../fields.ts';
import { firstDouble } from './rules.ts';

const MOST_PEOPLE = 100;

export const briefSettings = z
  .strictObject({
    compileAt: localTime().describe('On the last working day of the week, by the working calendar'),
    deliverAt: localTime().describe('On the first working day after it; outside office hours when the office opens'),
    roles: ruled(z.array(z.enum(ROLES)).max(ROLES.length), roles => firstDouble(roles, role => role) ?? roles).describe(
      'Who gets it, by role',
    ),
    people: ruled(z.array(code()).max(MOST_PEOPLE), ids => firstDouble(ids, id => id) ?? ids).describe(
      'Ids of people who get it besides',
    ),
  })
  .meta({ id: 'BriefSettings' });
