import { command, project } from './support.ts';

/** A line as it is typed in a shell, without quotes. */
const typed = (line: string): string[] => line.split(' ');
const P1 = 'POST projects/P-1';

export const contact = {
  project: 'P-1',
  contact: { name: '王小明', organisation: '晶旭科技', title: null, phone: '0595-22220000', address: null },
  command: { ...command, entityId: 'P-1', events: ['defined'] },
};
export const expert = {
  ...{ id: 'chen', name: '陈教授', title: null, address: 'chen@example.org', unit: 'university' },
  ...{ fields: ['新材料', '环境评价'], firms: ['晶旭科技'], active: true },
  command: { ...command, entityId: 'chen', events: ['defined'] },
};
export const policy = {
  ...{ id: 'H-07', title: '设备投资补助', unit: 'finance', unitName: '市财政局', offer: '按设备投资额8%补助' },
  ...{ validFrom: '2026-01-01', validTo: null },
  command: { ...command, entityId: 'H-07', events: ['defined'] },
};

/** Leads, pre-review, the policy handbook, capital due: what is typed · the request · its body · the answer. */
export const BEFORE_COMMANDS: readonly [string[], string, unknown, unknown][] = (
  [
    [
      'project start --name 储能 --lead-source 招商大使',
      'POST projects',
      { name: '储能', leadSource: 'adviser' },
      project(),
    ],
    [
      'project correct P-1 lead-source 县区 --reason 补录',
      `${P1}/correct`,
      { field: 'leadSource', value: 'county', reason: '补录' },
      project(),
    ],
    [
      'lead contact P-1 --name 王小明 --organisation 晶旭科技 --phone 0595-22220000',
      'PUT projects/P-1/contact',
      { name: '王小明', organisation: '晶旭科技', phone: '0595-22220000' },
      contact,
    ],
    ['lead contact P-1 --erase', 'DELETE projects/P-1/contact', {}, { ...contact, contact: null }],
    [
      'review ask P-1 --reviewer chen --reviewer li --due 2026.12.5',
      `${P1}/ask-review`,
      { reviewers: ['chen', 'li'], dueOn: '2026-12-05' },
      project(),
    ],
    ['review opinion P-1 推荐 --reason 好', `${P1}/give-opinion`, { verdict: 'recommend', reason: '好' }, project()],
    [
      'review opinion P-1 against --reviewer chen --reason 资金不实',
      `${P1}/give-opinion`,
      { reviewer: 'chen', verdict: 'against', reason: '资金不实' },
      project(),
    ],
    [
      'review recuse P-1 chen --reason 顾问 --instead zhou',
      `${P1}/recuse-reviewer`,
      { reviewer: 'chen', reason: '顾问', instead: 'zhou' },
      project(),
    ],
    [
      'review conclude P-1 附条件通过 --reason 须环评',
      `${P1}/conclude-review`,
      { outcome: 'conditional', reason: '须环评' },
      project(),
    ],
    [
      'experts add chen --field 新材料 --field 环境评价 --firm 晶旭科技',
      'PUT experts/chen',
      { fields: ['新材料', '环境评价'], firms: ['晶旭科技'] },
      expert,
    ],
    [
      'experts add chen --field 新材料 --inactive',
      'PUT experts/chen',
      { fields: ['新材料'], firms: [], active: false },
      expert,
    ],
    [
      'policy add H-07 --title 设备投资补助 --unit finance --offer 按设备投资额8%补助 --from 2026.1.1',
      'PUT policies/H-07',
      { title: '设备投资补助', unit: 'finance', offer: '按设备投资额8%补助', validFrom: '2026-01-01' },
      policy,
    ],
    [
      'promise make P-1 H-07 --text 设备补助 --amount 300万元 --due 2027-06-30 --on 2026-11-01',
      `${P1}/promise`,
      { policy: 'H-07', text: '设备补助', dueOn: '2027-06-30', amountWan: 300, on: '2026-11-01' },
      project(),
    ],
    [
      'promise keep P-1 1 --on 2026-11-20 --amount 100 --evidence 银行回单,编号=7',
      `${P1}/keep-promise`,
      { number: 1, on: '2026-11-20', amountWan: 100, evidence: [{ kind: '银行回单', number: '7' }] },
      project(),
    ],
    [
      'promise end P-1 2 --broken --reason 取消',
      `${P1}/end-promise`,
      { number: 2, outcome: 'broken', reason: '取消' },
      project(),
    ],
    [
      'promise end P-1 2 --withdrawn --reason 错登',
      `${P1}/end-promise`,
      { number: 2, outcome: 'withdrawn', reason: '错登' },
      project(),
    ],
    [
      'project due P-1 5,000,000 美元 --on 2026-12-31 --note 二期',
      `${P1}/due-capital`,
      { on: '2026-12-31', currency: 'USD', amount: '5000000', note: '二期' },
      project(),
    ],
    [
      'project correct-due P-1 1 --on 2027年3月31日 --reason 补充协议',
      `${P1}/correct-due`,
      { number: 1, on: '2027-03-31', reason: '补充协议' },
      project(),
    ],
    [
      'project correct-due P-1 1 --amount 0 --reason 取消',
      `${P1}/correct-due`,
      { number: 1, amount: '0', reason: '取消' },
      project(),
    ],
  ] as const
).map(([line, did, body, answer]) => [typed(line), did, body, answer]);
