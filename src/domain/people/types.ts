/** domain: who uses the product. A person belongs to one unit and may hold several roles. */
export const ROLES = [
  'coordinator',
  'countyReporter',
  'departmentHandler',
  'departmentHead',
  'supervisionTeam',
  'leader',
  'administrator',
  'securityAdministrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const UNIT_KINDS = ['office', 'department', 'county', 'supervision', 'leadership'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export interface Unit {
  id: string;
  name: string;
  kind: UnitKind;
  /** The county or zone a county unit speaks for, as it stands in the project ledger. */
  county: string | null;
}

export interface Person {
  id: string;
  name: string;
  /** How mails address the person, e.g. 科长; empty when unknown. */
  title: string | null;
  address: string | null;
  unitId: string;
  roles: readonly Role[];
  active: boolean;
}
