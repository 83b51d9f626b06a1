import type { BatchState } from '../../domain/batch/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** An event and its list. An entry never leaves the list: who dropped out stays on it as dropped. */
export const batchRows = (changed: readonly Changed<BatchState>[]): Write[] => [
  rowsInto('batch', changed.map(batchRow), { replace: ['code'] }),
  rowsInto('batch_project', changed.flatMap(entryRows), { replace: ['batch_code', 'project_code'] }),
];

function batchRow({ state, seq, firstAtMs, atMs }: Changed<BatchState>) {
  return {
    code: state.code,
    name: state.name,
    stage: state.stage,
    on: state.on,
    cut_off: state.cutOff,
    main_venue: state.mainVenue,
    branch_venues: state.branchVenues,
    status: state.status,
    held_on: state.confirmed?.on ?? null,
    confirmed_by: state.confirmed?.by ?? null,
    follow_ups: state.followUps,
    cancel_reason: state.cancelReason,
    seq,
    planned_at: iso(firstAtMs),
    changed_at: iso(atMs),
  };
}

const entryRows = ({ state }: Changed<BatchState>) =>
  state.entries.map((entry, position) => ({
    batch_code: state.code,
    project_code: entry.code,
    position,
    venue: entry.venue,
    standing: entry.standing,
    late: entry.late,
    reason: entry.reason,
    replaces: entry.replaces,
    replaced_by: entry.replacedBy,
    refusal: entry.refusal,
    investment_wan: entry.investmentWan,
  }));
