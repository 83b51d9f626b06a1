import type { Envelope } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import type { RehearsalRequest } from '../contract/rehearsal.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { SYSTEM_ACTOR, type EntityKind } from '../domain/entity.ts';

/** Where mails of a rehearsal would go: a name that no server answers to (RFC 2606). */
const NOWHERE = 'rehearsal.invalid';

/**
 * Puts units, people, settings and series into an empty ledger as of `atMs`, the first instant of `begin`. What stands on the first day of the
 * rehearsal stands from then. @throws OfficeRefused
 */
export async function fillOffice(
  ledger: Ledger,
  request: RehearsalRequest,
  { begin, atMs }: { begin: IsoDate; atMs: number },
): Promise<void> {
  const fromBegin = ({ validFrom, ...setting }: RehearsalRequest['settings'][number]) => ({
    ...setting,
    validFrom: validFrom <= request.from ? begin : validFrom,
  });
  const commands = commandsOf({ ...request, settings: request.settings.map(fromBegin) });
  for (const [index, command] of commands.entries()) {
    const given = { commandId: `rehearsal:${index}`, digest: '1', actor: SYSTEM_ACTOR, via: 'clock', atMs } as const;
    const [outcome] = await ledger.commit([{ ...given, ...command } as Envelope]);
    // Set back to what it was: nothing to rehearse.
    if (outcome?.ok || outcome?.refusal.code === 'settingUnchanged') continue;
    throw new OfficeRefused(`${command.kind} ${command.entityId}: ${JSON.stringify(outcome?.refusal)}`);
  }
}

/** What stands in the office's ledger is refused by its own rules: a version of the rules that came later, or a ledger that changed while it was read. */
export class OfficeRefused extends Error {}

type Given = { [Kind in EntityKind]: Pick<Envelope<Kind>, 'kind' | 'entityId' | 'command'> }[EntityKind];

function commandsOf({ units, people, settings, series }: RehearsalRequest): Given[] {
  return [
    ...units.map(({ id, ...unit }): Given => ({ kind: 'unit', entityId: id, command: { type: 'define', unit } })),
    ...people.map(({ id, unit: unitId, roles, active, reachable }): Given => ({
      kind: 'person',
      entityId: id,
      command: {
        ...{ type: 'define', unitId, roles, active },
        personal: { name: id, title: null, address: reachable ? `${id}@${NOWHERE}` : null },
      },
    })),
    ...settings.map(({ section, ...version }): Given => ({
      kind: 'setting',
      entityId: section,
      command: { type: 'set', ...version, reason: 'rehearsal' },
    })),
    ...series.map(({ id, chair, attendees, rhythm, ...facts }): Given => ({
      kind: 'series',
      entityId: id,
      command: {
        type: 'define',
        facts: { ...facts, ...(rhythm && { rhythm }), chairId: chair, attendeeIds: attendees },
      },
    })),
  ];
}
