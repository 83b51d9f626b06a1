import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { localTime, ruled } from '../fields.ts';

const lunch = ruled(z.strictObject({ start: localTime(), end: localTime() }), hours =>
  hours.start < hours.end ? hours : refuse('timeNotAfter', 'end', hours.end, { after: hours.start }),
);

/** `HH:mm` compares as text. */
export const officeHoursSettings = ruled(
  z.strictObject({ start: localTime(), end: localTime(), lunch: lunch.exactOptional() }),
  hours => {
    const { start, end, lunch: pause } = hours;
    if (end <= start) return refuse('timeNotAfter', 'end', end, { after: start });
    if (pause && pause.start <= start) return refuse('timeNotAfter', 'lunch.start', pause.start, { after: start });
    if (pause && end <= pause.end) return refuse('timeNotAfter', 'end', end, { after: pause.end });
    return hours;
  },
).meta({ id: 'OfficeHoursSettings', examples: [{ start: '09:00', end: '17:30' }] });
