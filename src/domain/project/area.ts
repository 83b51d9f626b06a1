import type { Area } from '../entity.ts';
import { decideProject } from './decide.ts';
import { evolveProject } from './evolve.ts';
import { nextProjectReminder } from './reminders.ts';
import type { ProjectCommand, ProjectEvent, ProjectRuleFacts } from './commands.ts';
import type { ProjectState } from './types.ts';

export const projectArea: Area<ProjectState, ProjectCommand, ProjectEvent, ProjectRuleFacts> = {
  kind: 'project',
  decide: decideProject,
  evolve: evolveProject,
  nextReminder: nextProjectReminder,
};
