import type { EntityKind } from '../../domain/entity.ts';
import type { LinkPurpose, PURPOSE_KIND } from '../../domain/link/types.ts';
import type { LinkForm } from '../form.ts';
import * as meeting from './meeting.ts';
import * as problem from './problem.ts';

/** The form of every purpose. One that is added to the domain does not compile before it stands here. */
const FORMS: { readonly [Purpose in LinkPurpose]: LinkForm<(typeof PURPOSE_KIND)[Purpose]> } = {
  ...problem,
  ...meeting,
};

export const linkForm = (purpose: LinkPurpose): LinkForm<EntityKind> => FORMS[purpose];
