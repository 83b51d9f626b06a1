import type { Words } from '../contract/catalogue/words.ts';
import type { Scope } from '../domain/people/scope.ts';
import type { Role } from '../domain/people/types.ts';

export type { Scope };

/** Whom a grant is for: a role, or everybody who is signed in, whatever his roles. */
export type Holder = Role | 'everyone';

export type NarrowScope = Exclude<Scope, 'all' | 'unseparated'>;

/**
 * What a narrow grant is held against. An entity is named by the address (`/problems/:code`); what is to be begun is placed by its body; a
 * list is read with the reach of who asks. `self`: a request that is about oneself
 * however it is asked. `office`: nothing of it is anybody's in particular, so no grant may be narrow.
 */
export const SUBJECTS = [
  'office',
  'list',
  'project',
  'problem',
  'visit',
  'whistle',
  'batch',
  'mail',
  'file',
  'person',
  'session',
  'team',
  'self',
  'newProject',
  'newProblem',
  'newVisit',
  'newWhistle',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One row of the table: an action, the routes that are it, and who may do it how far. Who is not named may not. */
export interface Permission {
  /** `project.read`; for ever, as decisions and logs name it. */
  id: string;
  name: Words;
  effect: 'read' | 'change';
  subject: Subject;
  /** The `operationId`s of its routes. */
  routes: readonly string[];
  may: Readonly<Partial<Record<Holder, Scope>>>;
}
