import type { Command } from 'commander';
import type { Setup } from '../session.ts';
import { addBatchCommands } from './batch.ts';
import { addColourCommands } from './colours.ts';
import { addDoctorCommand } from './doctor.ts';
import { addEvaluationCommands } from './evaluation.ts';
import { addFileCommands } from './file.ts';
import { addLeadCommands } from './lead.ts';
import { addImportCommand } from './import.ts';
import { addLinkCommands } from './link.ts';
import { addMailCommands } from './mail.ts';
import { addMeetingCommands } from './meeting.ts';
import { addPeopleCommands } from './people.ts';
import { addPromiseCommands } from './promise.ts';
import { addReviewCommands } from './review.ts';
import { addProblemCommands } from './problem.ts';
import { addProjectCommands } from './project.ts';
import { addRoundCommands } from './round.ts';
import { addSettingsCommands } from './settings.ts';
import { addTeamCommands } from './team.ts';
import { addUpkeepCommands } from './upkeep.ts';
import { addVisitCommands } from './visit.ts';
import { addWhistleCommands } from './whistle.ts';

/** All commands, in the order the help shows them: the daily ones first. */
export function addCommands(program: Command, setup: Setup): void {
  addProjectCommands(program, setup);
  addLeadCommands(program, setup);
  addReviewCommands(program, setup);
  addPromiseCommands(program, setup);
  addColourCommands(program, setup);
  addEvaluationCommands(program, setup);
  addProblemCommands(program, setup);
  addVisitCommands(program, setup);
  addTeamCommands(program, setup);
  addWhistleCommands(program, setup);
  addMeetingCommands(program, setup);
  addBatchCommands(program, setup);
  addRoundCommands(program, setup);
  addLinkCommands(program, setup);
  addMailCommands(program, setup);
  addImportCommand(program, setup);
  addFileCommands(program, setup);
  addPeopleCommands(program, setup);
  addSettingsCommands(program, setup);
  addUpkeepCommands(program, setup);
  addDoctorCommand(program, setup);
}
