import { z } from 'zod';
import { code, localTime } from '../fields.ts';
import { eachOnce, roleList } from './rules.ts';

const MOST_PEOPLE = 100;

export const briefSettings = z
  .strictObject({
    compileAt: localTime().describe('On the last working day of the week, by the working calendar'),
    deliverAt: localTime().describe('On the first working day after it; outside office hours when the office opens'),
    roles: roleList().describe('Who gets it, by role'),
    people: eachOnce(code(), MOST_PEOPLE).describe('Ids of people who get it besides'),
  })
  .meta({ id: 'BriefSettings' });
