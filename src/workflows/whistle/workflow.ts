import type { Reminder } from '../../domain/entity.ts';
import type { WhistleCommand, WhistleStatus } from '../../domain/whistle/types.ts';
import { Entity, type EntityInput } from '../entity.ts';
import { whistleUpdates } from './messages.ts';

/**
 * One county whistle (县区吹哨，部门报到): the county calls departments to a special meeting, each is asked by mail and answers that it comes,
 * sends somebody or objects; the silent ones are reminded, and at the limit listed and told to the supervision offices. Then the meeting
 * begins, and the whistle is over when its result is known, or when it is called off.
 */
export async function countyWhistle(input: EntityInput): Promise<void> {
  const whistle = new Entity('whistle', input);
  whistle.accept(Object.values(whistleUpdates));

  // Blowing asks the departments: both are one commit.
  await whistle.begun();
  while (!(await whistle.isOver())) {
    await departmentsAnswer(whistle);
    await meetingBegins(whistle);
    await resultIsKnown(whistle);
    await whistle.handOverWhenDue();
  }
}

/** All have answered, or the limit has passed; a reminder on the way. */
const departmentsAnswer = (whistle: Entity<'whistle'>): Promise<void> => leave(whistle, 'asking');

const meetingBegins = (whistle: Entity<'whistle'>): Promise<void> => leave(whistle, 'gathered');

/** Asked for once when it does not come. */
const resultIsKnown = (whistle: Entity<'whistle'>): Promise<void> => leave(whistle, 'convened');

/** Waits for what takes the whistle out of `status`; returns at once when it is elsewhere. */
async function leave(whistle: Entity<'whistle'>, status: WhistleStatus): Promise<void> {
  await whistle.until(() => whistle.view?.status !== status, step);
}

const step = ({ slot }: Reminder): WhistleCommand => ({ type: 'step', slot });
