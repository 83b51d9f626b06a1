import { z } from 'zod';
import type { PersonCommand, UnitCommand } from '../../domain/people/areas.ts';
import { ROLES, UNIT_KINDS } from '../../domain/people/types.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, line, whole } from './fields.ts';

/** The address is checked by the rule of mail addresses (`mail/address.ts`) when the command is taken. */
export const definePersonBody = z
  .strictObject({
    name: line(100),
    title: line(100).nullish().describe('How mails address the person, e.g. 科长'),
    address: z.string().max(1_000).nullish().describe('One mailbox, `local@domain`, without a display name'),
    unit: code(),
    roles: z.array(z.enum(ROLES)).max(ROLES.length),
    active: z.boolean().default(true),
  })
  .meta({
    id: 'DefinePerson',
    examples: [{ name: '林晓', title: '科长', address: 'lin@nanan.example', unit: 'nanan', roles: ['countyReporter'] }],
  });

export const defineUnitBody = z
  .strictObject({ name: line(), kind: z.enum(UNIT_KINDS), county: line(100).nullish() })
  .meta({ id: 'DefineUnit', examples: [{ name: '南安市', kind: 'county', county: '南安市' }] });

export function personCommandOf(body: z.output<typeof definePersonBody>): PersonCommand {
  const { name, title, address, unit, roles, active } = body;
  const personal = { name, title: title ?? null, address: address ?? null };
  return { type: 'define', unitId: unit, roles: [...new Set(roles)], active, personal };
}

export const unitCommandOf = ({ name, kind, county }: z.output<typeof defineUnitBody>): UnitCommand => ({
  type: 'define',
  unit: { name, kind, county: county ?? null },
});

/** `read`, `write`, or one operation of the API by its name. */
const tokenScope = () =>
  z
    .string()
    .regex(/^[a-z][A-Za-z]{2,59}$/)
    .describe('`read`: whatever reads · `write`: whatever changes · or one operation by its name, e.g. `listProjects`');

export const issueTokenBody = z
  .strictObject({
    label: line(100),
    scopes: z
      .array(tokenScope())
      .min(1)
      .max(50)
      .nullish()
      .describe('What it may be used for, never more than its person may; everything when left out'),
    days: whole(1, 3_650).nullish().describe('Days it works; for ever when left out'),
  })
  .meta({ id: 'IssueToken', examples: [{ label: 'CLI' }, { label: '大屏', scopes: ['read'], days: 365 }] });

// ---- answers ----

const unitShape = {
  id: z.string(),
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  county: z.string().nullable(),
};
export const unitAnswer = z.object(unitShape).meta({ id: 'Unit' });
export type UnitAnswer = z.output<typeof unitAnswer>;
export const unitCommandAnswer = z.object({ ...unitShape, command: commandResult }).meta({ id: 'UnitCommandAnswer' });

const personShape = {
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  address: z.string().nullable(),
  unit: z.string(),
  addressDead: z.boolean().describe('Mails there have bounced; nothing more is sent until it is changed or cleared'),
  roles: z.array(z.enum(ROLES)),
  active: z.boolean(),
};
export const personAnswer = z.object(personShape).meta({ id: 'Person' });
export type PersonAnswer = z.output<typeof personAnswer>;
export const personCommandAnswer = z
  .object({ ...personShape, command: commandResult })
  .meta({ id: 'PersonCommandAnswer' });

export const personListQuery = paging.extend({
  unit: code().optional(),
  role: z.enum(ROLES).optional(),
  active: z.enum(['true', 'false']).optional(),
  addressDead: z.enum(['true', 'false']).optional().describe('Whose mails bounce'),
});
export const unitListQuery = paging.extend({ kind: z.enum(UNIT_KINDS).optional() });

const tokenShape = {
  id: z.string().describe('Names the token without opening anything'),
  person: z.string(),
  label: z.string(),
  createdAt: instant(),
  revokedAt: instant().nullable(),
  scopes: z.array(z.string()).nullable().describe('Null: all that its person may'),
  expiresAt: instant().nullable(),
  lastUsedAt: instant().nullable().describe('To the hour'),
};
export const tokenAnswer = z.object(tokenShape).meta({ id: 'Token' });
export type TokenAnswer = z.output<typeof tokenAnswer>;
export const issuedTokenAnswer = z
  .object({
    ...tokenShape,
    token: z.string().nullable().describe('Shown this once; null when the key is used again'),
  })
  .meta({ id: 'IssuedToken' });
export const tokenParams = z.strictObject({ id: code(), token: line(100) });

// ---- what is held of a person ----

export const erasePersonBody = z
  .strictObject({ reason: line(200).describe('Why, e.g. who asked for it; it stands in the audit') })
  .meta({ id: 'ErasePerson', examples: [{ reason: '本人申请' }] });
export const erasedPersonAnswer = z.object({ id: z.string(), replayed: z.boolean() }).meta({ id: 'ErasedPerson' });

const maybeInstant = () => instant().nullable();
export const personDataAnswer = z
  .object({
    person: personAnswer,
    expert: z.object({ fields: z.array(z.string()), firms: z.array(z.string()), active: z.boolean() }).nullable(),
    history: z.array(z.object({ at: instant(), data: z.record(z.string(), z.unknown()) })).describe('Units and roles'),
    tokens: z.array(z.object({ id: z.string(), label: z.string(), createdAt: instant(), revokedAt: maybeInstant() })),
    sessions: z.array(
      z.object({
        ...{ id: z.string(), method: z.string(), address: z.string(), agent: z.string() },
        ...{ createdAt: instant(), seenAt: instant(), endedAt: maybeInstant() },
      }),
    ),
    passkeys: z.array(z.object({ name: z.string(), createdAt: instant(), usedAt: maybeInstant() })),
    links: z.array(
      z.object({
        ...{ id: z.string(), purpose: z.string(), kind: z.string(), entity: z.string() },
        ...{ madeAt: instant(), expiresAt: instant(), revokedAt: maybeInstant() },
      }),
    ),
    passwordSince: maybeInstant(),
    authenticatorSince: maybeInstant(),
    identities: z
      .array(z.object({ issuer: z.string(), subject: z.string(), boundAt: instant() }))
      .describe('Who he is to identity providers'),
    accountLinks: z
      .array(
        z.object({
          ...{ purpose: z.string(), madeBy: z.string(), madeAt: instant(), expiresAt: instant() },
          ...{ usedAt: maybeInstant(), revokedAt: maybeInstant() },
        }),
      )
      .describe('Links to a password'),
    calendars: z
      .array(
        z.object({
          ...{ id: z.string(), madeBy: z.string(), madeAt: instant() },
          ...{ revokedAt: maybeInstant(), readAt: maybeInstant() },
        }),
      )
      .describe('Addresses of his calendar'),
    muted: z.array(z.object({ kind: z.string(), since: instant() })),
    views: z
      .array(z.object({ list: z.string(), name: z.string(), query: z.string(), keptAt: instant() }))
      .describe('Views of lists he keeps in the console'),
    absences: z.array(
      z.object({
        ...{ deputy: z.string(), from: z.string(), to: z.string() },
        ...{ reason: z.string().nullable(), endedAt: maybeInstant() },
      }),
    ),
    standsInFor: z
      .array(z.object({ person: z.string(), from: z.string(), to: z.string(), endedAt: maybeInstant() }))
      .describe('Whose mails came, or will come, to him too'),
    invitations: z
      .array(
        z.object({
          ...{ meeting: z.string(), response: z.string(), deputy: z.string().nullable(), note: z.string().nullable() },
          ...{ enteredBy: z.string().nullable(), at: instant() },
        }),
      )
      .describe('What he has answered'),
    bounces: z
      .array(
        z.object({
          ...{ mail: z.string(), address: z.string(), status: z.string(), hard: z.boolean() },
          ...{ diagnostic: z.string().nullable(), reportedAt: instant() },
        }),
      )
      .describe('What mail servers reported of mails to him'),
    mails: z.array(
      z.object({
        ...{ id: z.string(), kind: z.string(), name: z.string(), address: z.string(), state: z.string() },
        ...{ subject: z.string().nullable(), text: z.string().nullable() },
        ...{ createdAt: instant(), sentAt: maybeInstant() },
      }),
    ),
    actions: z.array(
      z.object({
        ...{ at: instant(), action: z.string(), kind: z.string().nullable(), entity: z.string().nullable() },
        address: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PersonData' });
export type PersonDataAnswer = z.output<typeof personDataAnswer>;
