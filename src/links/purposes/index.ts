import type { EntityKind } from '../../domain/entity.ts';
import type { LinkPurpose, PURPOSE_KIND } from '../../domain/link/types.ts';
import type { LinkForm } from '../form.ts';
import * as meeting from './meeting.ts';
import * as problem from './problem.ts';

/** What has one form of a few fields; a unit's report before a meeting has a page of its own (`collection/`). */
export type FormPurpose = Exclude<LinkPurpose, 'reportCollection'>;

export const hasForm = (purpose: LinkPurpose): purpose is FormPurpose => purpose !== 'reportCollection';

/** The form of every purpose. One that is added to the domain does not compile before it stands here. */
const FORMS: { readonly [Purpose in FormPurpose]: LinkForm<(typeof PURPOSE_KIND)[Purpose]> } = {
  ...problem,
  ...meeting,
};

export const linkForm = (purpose: FormPurpose): LinkForm<EntityKind> => FORMS[purpose];
