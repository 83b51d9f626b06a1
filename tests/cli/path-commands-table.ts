import { project } from './support.ts';

/** A line as it is typed in a shell, without quotes. */
const typed = (line: string): string[] => line.split(' ');
const P1 = 'POST projects/P-1';

/** Gates, money and the ways out of the counts: what is typed · the request · its body · the answer. */
export const PATH_COMMANDS: readonly [string[], string, unknown, unknown][] = (
  [
    [
      'project start --name 储能 --path 外资 --land 现成厂房 --parent P-9 --relation 分期 --phase 2',
      'POST projects',
      { name: '储能', path: 'foreign', landKind: 'readyFactory', parent: { code: 'P-9', relation: 'phase', phase: 2 } },
    ],
    [
      'project start --name 储能 --parent P-9 --relation 增资扩产 --path own-1',
      'POST projects',
      { name: '储能', path: 'own-1', parent: { code: 'P-9', relation: 'enlargement' } },
    ],
    [
      'project start --name 储能 --parent P-9 --phase 3 --distinct-from P-7 --distinct-from P-8 --distinct-reason 另一地块',
      'POST projects',
      {
        name: '储能',
        parent: { code: 'P-9', relation: 'phase', phase: 3 },
        distinctFrom: { codes: ['P-7', 'P-8'], reason: '另一地块' },
      },
    ],
    [
      'project prove P-1 开工 --evidence 施工许可证,编号=3505 --evidence 首次永久性工程,日期=2026.10.1',
      `${P1}/prove`,
      {
        stage: 'groundbreaking',
        evidence: [
          { kind: '施工许可证', number: '3505' },
          { kind: '首次永久性工程', on: '2026-10-01' },
        ],
      },
    ],
    [
      'project waive P-1 落地 企业注册 --reason 同一法人',
      `${P1}/waive`,
      { stage: 'landing', kind: '企业注册', reason: '同一法人' },
    ],
    ['project move-path P-1 服务业 --reason 改总部', `${P1}/move-path`, { path: 'service', reason: '改总部' }],
    [
      'project upgrade P-1 正式合同 --on 2026年11月18日 --investment 15亿元 --evidence 合同文本,日期=2026-11-18',
      `${P1}/upgrade`,
      {
        agreement: 'contract',
        on: '2026-11-18',
        investmentWan: 150_000,
        evidence: [{ kind: '合同文本', on: '2026-11-18' }],
      },
    ],
    ['project upgrade P-1 协议 --on 2026-11-18', `${P1}/upgrade`, { agreement: 'framework', on: '2026-11-18' }],
    ['project merge P-1 P-2 --reason 重复', `${P1}/merge`, { into: 'P-2', reason: '重复' }],
    ['project remove P-1 --reason 无进展', `${P1}/remove`, { reason: '无进展' }],
    ['project restore P-1 --reason 恢复', `${P1}/restore`, { reason: '恢复' }],
    ['project plan-year P-1 2026年 3.62亿', `${P1}/plan-year`, { year: 2026, amountWan: 36_200 }],
    [
      'project plan-year P-1 2026 30000 --reason 晚到',
      `${P1}/plan-year`,
      { year: 2026, amountWan: 30_000, reason: '晚到' },
    ],
    [
      'project report P-1 2026.10 3200万元 --to-date 4.1亿元 --note 含设备',
      `${P1}/report`,
      { month: '2026-10', doneWan: 3_200, toDateWan: 41_000, note: '含设备' },
    ],
    ['project report P-1 2026年9月 0', `${P1}/report`, { month: '2026-09', doneWan: 0 }],
    [
      'project correct-report P-1 2026-10 3100 --reason 重复计入',
      `${P1}/correct-report`,
      { month: '2026-10', doneWan: 3_100, reason: '重复计入' },
    ],
    [
      'project arrive P-1 1,250,000.50 美元 --on 2026-10-12 --note 首期',
      `${P1}/arrive`,
      { on: '2026-10-12', currency: 'USD', amount: '1250000.50', note: '首期' },
    ],
    ['project arrive P-1 7 chf --on 2026-10-12', `${P1}/arrive`, { on: '2026-10-12', currency: 'CHF', amount: '7' }],
    [
      'project correct-arrival P-1 2 8.25 --reason 回单',
      `${P1}/correct-arrival`,
      { number: 2, amount: '8.25', reason: '回单' },
    ],
    ['project enter-statistics P-1 --on 2026-11-1', `${P1}/enter-statistics`, { on: '2026-11-01' }],
    [
      'project correct P-1 land 新增用地 --reason 补录',
      `${P1}/correct`,
      { field: 'landKind', value: 'new', reason: '补录' },
    ],
  ] as const
).map(([line, did, body]) => [typed(line), did, body, project()]);
