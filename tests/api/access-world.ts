import { expect } from '@jest/globals';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { openSession } from '../../src/accounts/sessions.ts';
import type { FileStore } from '../../src/files/store.ts';
import { packBody } from '../../src/ledger/mail-bodies.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import type { Role } from '../../src/domain/people/types.ts';
import { at, makeEnvelope, NOW, person } from '../support/make.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

/** Whose eyes a route is asked with: somebody of every role, and somebody without any. `own` is what lies near him, `far` what does not. */
export const PERSONAS = {
  coordinator: { unit: 'office', roles: ['coordinator'] },
  reporter: { unit: 'licheng', roles: ['countyReporter'] },
  handler: { unit: 'land', roles: ['departmentHandler'] },
  head: { unit: 'land', roles: ['departmentHead'] },
  inspector: { unit: 'team-1', roles: ['supervisionTeam'] },
  leader: { unit: 'office', roles: ['leader'] },
  admin: { unit: 'office', roles: ['administrator'] },
  security: { unit: 'office', roles: ['securityAdministrator'] },
  auditor: { unit: 'office', roles: ['auditor'] },
  nobody: { unit: 'office', roles: [] },
} as const satisfies Record<string, { unit: string; roles: readonly Role[] }>;
export type Persona = keyof typeof PERSONAS;

export type Place = 'own' | 'far';
export const OWN_FILE = 'a'.repeat(64);
export const FAR_FILE = 'b'.repeat(64);
/** What stands in an answer about the other county and about nothing else. */
export const FAR_MARKS = ['P-far', 'Q-far', '南安市', '远处'];
export const OWN_MARKS = ['P-own', 'Q-own', '鲤城区', '近处'];

export interface World {
  rig: ApiRig;
  /** As one of the personas, or as anybody else of the ledger. */
  ask(who: string, call: Omit<Call, 'as'>): Promise<Answer>;
  post(path: string, body: object, who?: string): Promise<Answer>;
  /** The ids of what there is one of in each place. */
  ids: Record<Place, Record<'project' | 'problem' | 'visit' | 'whistle' | 'batch' | 'file' | 'team', string>>;
}

export async function makeWorld(): Promise<World> {
  const rig = await startApi({ files: everyPaper });
  await rig.ledger.commit([
    makeEnvelope('unit', 'nanan', { type: 'define', unit: { name: '南安市', kind: 'county', county: '南安市' } }),
    makeEnvelope('unit', 'team-2', { type: 'define', unit: { name: '督查二组', kind: 'supervision', county: null } }),
  ]);
  const defined = Object.entries(PERSONAS).map(([id, { unit, roles }]) => person(id, unit, { roles }));
  await rig.ledger.commit([
    ...defined,
    person('reporter2', 'nanan', { roles: ['countyReporter'] }),
    person('inspector2', 'team-2', { roles: ['supervisionTeam'] }),
  ]);
  const tokens: Record<string, string> = {};
  const ask: World['ask'] = async (who, { headers, ...call }) => {
    const token = (tokens[who] ??= await issueToken(rig.db, who, { label: 'test', atMs: at(NOW) }));
    return rig.call({ ...call, as: null, headers: { ...headers, authorization: `Bearer ${token}` } });
  };
  const post: World['post'] = async (path, body, who = 'coordinator') => {
    const answer = await ask(who, { method: 'POST', url: `/api/v1/${path}`, body });
    expect({ path, text: answer.text, done: answer.status < 300 }).toEqual({ path, text: answer.text, done: true });
    return answer;
  };
  const world = { rig, ask, post };
  return { ...world, ids: { own: await fill(world, OWN), far: await fill(world, FAR) } };
}

interface Facts {
  place: Place;
  name: string;
  county: string;
  department: string;
  team: string;
  inspector: string;
  file: string;
}
const OWN: Facts = {
  ...{ place: 'own', name: '近处', county: '鲤城区', department: 'land', team: 'team-1', inspector: 'inspector' },
  file: OWN_FILE,
};
const FAR: Facts = {
  ...{ place: 'far', name: '远处', county: '南安市', department: 'approvals', team: 'team-2', inspector: 'inspector2' },
  file: FAR_FILE,
};

async function fill({ rig, post }: Omit<World, 'ids'>, facts: Facts): Promise<World['ids'][Place]> {
  const { place, name, county, department, team, inspector, file } = facts;
  const [project, problem] = [`P-${place}`, `Q-${place}`];
  await storeFile(rig, file, place);
  const signing = { actual: '2026-04-28' };
  await post('projects', {
    ...{ code: project, name: `${name}项目`, county, investmentWan: 138_000, stage: 'signing' },
    milestones: { signing },
  });
  await post(`projects/${project}/plan-year`, { year: 2026, amountWan: 12_000 });
  await post('problems', { code: problem, title: `${name}用地`, project, category: 'land', source: 'firm' });
  await post(`problems/${problem}/assign`, { leadUnit: department });
  await post('supervision/charges/entrust', { county, team });
  const visit = await post('visits', { on: '2026-11-25', team, people: [inspector], project });
  const whistle = await post('whistles', {
    ...{ county, problem, topic: `${name}现场协调`, departments: [department] },
    ...{ on: '2026-11-25', time: '15:00', venue: `${name}中心` },
  });
  const batch = await post('batches', {
    ...{ name: `${name}集中开工`, stage: 'groundbreaking', on: '2026-12-10', cutOff: '2026-12-01' },
    ...{ mainVenue: '会展中心', projects: [{ code: project }] },
  });
  const codes = { visit: visit.body.code, whistle: whistle.body.code, batch: batch.body.code };
  return { project, problem, ...codes, file, team };
}

/** As if it had been sent by every persona, or by none of them. */
async function storeFile({ db }: ApiRig, sha256: string, place: Place): Promise<void> {
  const by = place === 'own' ? Object.keys(PERSONAS) : ['reporter2'];
  const stored_at = new Date(at(NOW));
  const file = { sha256, name: `${place}.pdf`, type: 'pdf', bytes: 3, stored_by: by[0] ?? '', stored_at };
  await db.insertInto('stored_file').values(file).execute();
  for (const stored_by of by) {
    const upload = { command_id: `${stored_by}:${place}`, sha256, name: file.name, stored_by, stored_at };
    await db.insertInto('file_upload').values(upload).execute();
  }
}

/** A store that has the bytes of every paper: what is asked is who may have them. */
const everyPaper: FileStore = {
  put: () => Promise.reject(new Error('nothing is stored here')),
  open: async () => ({ bytes: 3, content: Readable.from('pdf') }),
  check: async () => undefined,
};

/** A mail to somebody; its id. */
export async function mailTo({ db }: ApiRig, id: string): Promise<string> {
  await sql`insert into mail (id, dedupe_key, kind, slot, person_id, to_name, to_address, policy, state, body, created_at, changed_at)
    values (${`mail-${id}`}, ${`mail-${id}`}, 'plan-warning', ${`slot-${id}`}, ${id}, ${id}, ${`${id}@example.org`}, 'resend', 'pending',
      ${packBody({ html: '<p>近处</p>', text: '近处', ics: 'BEGIN:VCALENDAR' })}, ${new Date(at(NOW))}, ${new Date(at(NOW))})`.execute(
    db,
  );
  return `mail-${id}`;
}

/** An open session of somebody; its id. */
export async function sessionOf({ db }: ApiRig, id: string): Promise<string> {
  const person = { id, name: id, unitId: 'office', roles: [] };
  const settings = { idleMinutes: 30, sessionHours: 12 };
  const from = { address: '10.0.0.1', agent: 'test', atMs: at(NOW) };
  return (await openSession(db, { person, stage: 'full', method: 'password', settings, ...from })).id;
}
