import { decided, type Area } from '../entity.ts';
import { refuse } from '../refusal.ts';

/**
 * Whom a project's investor is reached by. Name, telephone and address are personal data: they live in the `lead_contact` row only and never
 * enter an event or Temporal, so that a contact can be erased. Who changed it and when is history like any other.
 */
export interface Contact {
  name: string;
  organisation: string | null;
  title: string | null;
  phone: string | null;
  address: string | null;
}

export interface ContactState {
  project: string;
  known: boolean;
}

export interface ContactCommand {
  type: 'define';
  /** Written to the row by the projection; not part of the event. Null: erase it. */
  personal: Contact | null;
}

export interface ContactEvent {
  type: 'defined';
  project: string;
  known: boolean;
}

export const contactArea: Area<ContactState, ContactCommand, ContactEvent, { project: string; there: boolean }> = {
  kind: 'contact',
  decide: (state, { personal }, { project, there }) => {
    if (!there) return refuse('notFound', 'code', project);
    if (personal === null && !state?.known) return refuse('notFound', 'contact', project);
    return decided([{ type: 'defined', project, known: personal !== null }]);
  },
  evolve: (_state, { project, known }) => ({ project, known }),
  nextReminder: () => null,
};
