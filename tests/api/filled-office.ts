import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { mailboxPath } from '../../src/api/mailbox-keys.ts';
import { PAPERS } from '../files/papers.ts';
import { letterBox, startApi, type ApiRig, type Call } from './rig.ts';

/** An office in which something of every kind is there, and the addresses under which it is read. */
export interface FilledOffice {
  rig: ApiRig;
  /** Without an account: links in every state they can be in, by name. */
  pages: Readonly<Record<string, string>>;
  /** What stands for each parameter of an address, by the pattern the address begins with. */
  readable(pattern: string): string;
}

const FORM = '----papers';
const upload = (name: string, content: Buffer): Pick<Call, 'payload' | 'headers'> => ({
  headers: { 'content-type': `multipart/form-data; boundary=${FORM}` },
  payload: Buffer.concat([
    Buffer.from(
      `--${FORM}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${FORM}--\r\n`),
  ]),
});

export async function openFilledOffice(more: Parameters<typeof startApi>[0] = {}): Promise<FilledOffice> {
  const rig = await startApi({ mailbox: letterBox, ...more });
  const post = async (path: string, body: unknown, call: Partial<Call> = {}) => {
    const answer = await rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...call });
    expect({ path, text: answer.text, done: answer.status < 300 }).toEqual({ path, text: answer.text, done: true });
    return answer.body;
  };

  await post('projects', { code: 'P-1', name: '=2+3 晶旭半导体', county: '鲤城区', stage: 'negotiation' });
  await post('problems', { code: 'Q-1', title: '用地指标', project: 'P-1', category: 'land', source: 'firm' });
  await post('problems/Q-1/assign', { leadUnit: 'land', handler: 'handler' });
  const { id: link, url } = await post('links', { purpose: 'answerProblem', problem: 'Q-1', person: 'handler' });
  const revoked = await post('links', { purpose: 'answerProblem', problem: 'Q-1', person: 'handler' });
  expect((await rig.call({ method: 'DELETE', url: `/api/v1/links/${revoked.id}` })).status).toBe(200);
  const policy = { title: '设备补贴', unit: 'land', offer: '按设备投资的百分之十', validFrom: '2026-01-01' };
  await post('policies/subsidy', policy, { method: 'PUT' });
  const { code: batch } = await post('batches', {
    ...{ name: '集中签约', stage: 'signing', on: '2026-11-23', cutOff: '2026-11-23', mainVenue: '会展中心' },
    ...{ branchVenues: [], projects: [{ code: 'P-1' }] },
  });
  const visit = await post(
    'visits',
    { on: '2026-11-24', team: 'team-1', project: 'P-1', people: ['inspector'], purpose: '看用地' },
    { as: 'inspector' },
  );
  await post('rounds', { month: '2026-11' });
  const { week } = await post('briefs', { week: '2026-W47' });
  const { sha256 } = await post('files', undefined, upload('许可证.pdf', PAPERS.pdf));
  const csv = {
    payload: '项目名称,县区,总投资(万元),行业\n园区项目,鲤城区,100,制造\n',
    headers: { 'content-type': 'text/csv' },
  };
  const { id: imported } = await post('imports?fileName=ledger.csv', undefined, csv);
  const { items: mails } = (await rig.call({ url: '/api/v1/mails' })).body;

  const ids: readonly (readonly [begins: string, is: Readonly<Record<string, string>>])[] = [
    ['/api/v1/projects/', { code: 'P-1' }],
    ['/api/v1/problems/', { code: 'Q-1' }],
    ['/api/v1/batches/', { code: batch }],
    ['/api/v1/visits/', { code: visit.code }],
    ['/api/v1/rounds/', { month: '2026-11' }],
    ['/api/v1/briefs/', { week }],
    ['/api/v1/evaluation/', { month: '2026-10', edition: '1' }],
    ['/api/v1/files/', { sha256 }],
    ['/api/v1/imports/', { id: imported }],
    ['/api/v1/links/', { id: link }],
    ['/api/v1/mails/', { id: mails[0]?.id ?? 'none' }],
    ['/api/v1/mailbox/', { id: 'l1' }],
    ['/api/v1/people/', { id: 'handler' }],
    ['/api/v1/units/', { id: 'land' }],
    ['/api/v1/series/', { id: 'weekly' }],
    ['/api/v1/meetings/', { series: 'weekly', date: '2026-11-30' }],
    ['/api/v1/policies/', { id: 'subsidy' }],
    ['/api/v1/settings/', { section: 'problem' }],
    ['/api/v1/supervision/', { id: 'team-1' }],
    ['/l/', { secret: new URL(url).pathname.slice('/l/'.length) }],
  ];
  return {
    rig,
    pages: {
      open: new URL(url).pathname,
      revoked: new URL(revoked.url).pathname,
      unknown: `/l/${randomBytes(32).toString('base64url')}`,
      mailbox: mailboxPath(),
    },
    readable: pattern => {
      const [, is = {}] = ids.find(([begins]) => pattern.startsWith(begins)) ?? [];
      return pattern
        .replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(is[name] ?? 'none'))
        .replace('*', 'index.css');
    },
  };
}
