import { sql } from 'kysely';
import type { BatchState } from '../../domain/batch/types.ts';
import type { BriefState } from '../../domain/brief/types.ts';
import type { ColouringState } from '../../domain/colouring/types.ts';
import type { ContactCommand, ContactState } from '../../domain/contact/area.ts';
import type { EntityKind } from '../../domain/entity.ts';
import type { Expert } from '../../domain/expert/area.ts';
import type { MeetingState, SeriesState } from '../../domain/meeting/types.ts';
import type { PersonCommand, PersonState } from '../../domain/people/areas.ts';
import type { Unit } from '../../domain/people/types.ts';
import type { Policy } from '../../domain/policy/area.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import type { RoundState } from '../../domain/round/types.ts';
import type { SettingState } from '../../domain/settings/types.ts';
import type { ChargeState } from '../../domain/supervision/charge.ts';
import type { VisitState } from '../../domain/visit/types.ts';
import type { WhistleState } from '../../domain/whistle/types.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { batchRows } from './batches.ts';
import { meetingRows } from './meetings.ts';
import { endedSessions } from './sessions.ts';
import { briefRows } from './briefs.ts';
import { colouringRows } from './colourings.ts';
import { problemRows } from './problems.ts';
import { projectRows } from './projects.ts';
import { chargeRow, visitRows } from './supervision.ts';
import { whistleRows } from './whistles.ts';
import { iso, type Changed } from './changed.ts';

export type { Changed };

/** The read models of all changed entities of one kind, one write for each table. */
export function project(kind: EntityKind, changed: readonly Changed<unknown>[]): Write[] {
  switch (kind) {
    case 'project':
      return projectRows(changed as Changed<ProjectState>[]);
    case 'batch':
      return batchRows(changed as Changed<BatchState>[]);
    case 'colouring':
      return colouringRows(changed as Changed<ColouringState>[]);
    case 'round':
      return [rowsInto('reporting_round', (changed as Changed<RoundState>[]).map(roundRow), { replace: ['month'] })];
    case 'charge':
      return [
        rowsInto('charge', (changed as Changed<ChargeState>[]).map(chargeRow), { replace: ['scope', 'subject'] }),
      ];
    case 'visit':
      return visitRows(changed as Changed<VisitState>[]);
    case 'whistle':
      return whistleRows(changed as Changed<WhistleState>[]);
    case 'brief':
      return briefRows(changed as Changed<BriefState>[]);
    case 'problem':
      return problemRows(changed as Changed<ProblemState>[]);
    case 'series':
      return [rowsInto('series', (changed as Changed<SeriesState>[]).map(seriesRow), { replace: ['id'] })];
    case 'meeting':
      return meetingRows(changed as Changed<MeetingState>[]);
    case 'unit':
      return [rowsInto('unit', (changed as Changed<Unit>[]).map(unitRow), { replace: ['id'] })];
    case 'person':
      return [
        rowsInto('person', (changed as Changed<PersonState>[]).map(personRow), { replace: ['id'] }),
        endedSessions(changed as Changed<PersonState>[]),
      ];
    case 'expert':
      return [rowsInto('expert', (changed as Changed<Expert>[]).map(expertRow), { replace: ['id'] })];
    case 'policy':
      return [rowsInto('policy', (changed as Changed<Policy>[]).map(policyRow), { replace: ['id'] })];
    case 'contact':
      return contactRows(changed as Changed<ContactState>[]);
    case 'setting':
      return [rowsInto('setting', (changed as Changed<SettingState>[]).flatMap(settingRows), VERSIONS_STAY)];
  }
}

function seriesRow({ state, seq }: Changed<SeriesState>) {
  return {
    id: state.id,
    name: state.name,
    weekday: state.weekday,
    time: state.time,
    duration_minutes: state.durationMinutes,
    venue: state.venue,
    chair_id: state.chairId,
    attendee_ids: state.attendeeIds,
    themes: state.themes,
    holiday_rule: state.holidayRule,
    rhythm: state.rhythm ?? null,
    about: state.about ?? null,
    status: state.status,
    seq,
  };
}

const roundRow = ({ state, seq, firstAtMs, atMs }: Changed<RoundState>) => ({
  month: state.month,
  status: state.status,
  done: state.done,
  unasked: state.unasked,
  closed_on: state.closing?.on ?? null,
  closed_counties: state.closing?.counties ?? null,
  seq,
  opened_at: iso(firstAtMs),
  changed_at: iso(atMs),
});

const unitRow = ({ state: { id, name, kind, county } }: Changed<Unit>) => ({ id, name, kind, county });

function personRow({ state, envelope }: Changed<PersonState>) {
  const { personal } = envelope.command as PersonCommand;
  return { id: state.id, ...personal, unit_id: state.unitId, roles: state.roles, active: state.active };
}

const expertRow = ({ state: { id, fields, firms, active } }: Changed<Expert>) => ({ id, fields, firms, active });

const policyRow = ({ state: { id, title, unitId, offer, validFrom, validTo } }: Changed<Policy>) => ({
  ...{ id, title, offer },
  unit_id: unitId,
  valid_from: validFrom,
  valid_to: validTo,
});

/** As with people the row is written from the command: no event holds it. */
function contactRows(changed: readonly Changed<ContactState>[]): Write[] {
  const rows = changed.flatMap(({ state, envelope }) => {
    const { personal } = envelope.command as ContactCommand;
    return personal === null ? [] : [{ project_code: state.project, ...personal }];
  });
  const erased = changed.filter(({ state }) => !state.known).map(({ state }) => state.project);
  return [
    rowsInto('lead_contact', rows, { replace: ['project_code'] }),
    erased.length === 0 ? null : sql`delete from lead_contact where project_code = any(${sql.val(erased)}::text[])`,
  ];
}

/** A version that was written is never written again: the rows of the versions before are there, with the command they came from. */
const VERSIONS_STAY = { skipExisting: ['key', 'version'] } as const;

const settingRows = ({ state, envelope, atMs }: Changed<SettingState>) =>
  state.versions.map(({ version, validFrom, value }) => ({
    key: envelope.entityId,
    version,
    valid_from: validFrom,
    value,
    command_id: envelope.commandId,
    set_at: iso(atMs),
  }));
