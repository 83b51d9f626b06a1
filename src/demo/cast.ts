import type { Actor } from '../domain/entity.ts';
import type { Role, UnitKind } from '../domain/people/types.ts';
import type { Category } from '../domain/problem/types.ts';
import { COUNTIES } from './names.ts';

/** Who works in the made-up city. Names are made up; addresses are of a domain that nobody can have (RFC 2606). */

export interface CastUnit {
  id: string;
  name: string;
  kind: UnitKind;
  county: string | null;
}

export interface CastPerson {
  id: string;
  name: string;
  title: string;
  unitId: string;
  roles: readonly Role[];
}

interface Department {
  id: string;
  name: string;
  /** What it has on its table. */
  categories: readonly Category[];
  head: string;
  handler: string;
}

export const DEPARTMENTS: readonly Department[] = [
  { id: 'land', name: '自然资源和规划局', categories: ['land', 'forestSea'], head: '林国栋', handler: '陈宏' },
  { id: 'housing', name: '住房和城乡建设局', categories: ['relocation', 'approvals'], head: '黄建平', handler: '周敏' },
  { id: 'finance', name: '金融工作局', categories: ['finance'], head: '郑志远', handler: '吴倩' },
  { id: 'power', name: '供电公司', categories: ['utilities'], head: '苏明辉', handler: '许强' },
  { id: 'transport', name: '交通运输局', categories: ['infrastructure'], head: '蔡文斌', handler: '杨帆' },
  { id: 'labour', name: '人力资源和社会保障局', categories: ['labour'], head: '何秀兰', handler: '刘洋' },
  { id: 'environment', name: '生态环境局', categories: ['environment'], head: '曾伟', handler: '谢婷' },
  { id: 'commerce', name: '商务局', categories: ['policy', 'other'], head: '庄晓峰', handler: '洪雅' },
];

const TEAMS = [
  { id: 'team-1', name: '第一督查组', people: ['吴敏', '赖志强'] },
  { id: 'team-2', name: '第二督查组', people: ['潘立新', '丁晓雯'] },
  { id: 'team-3', name: '第三督查组', people: ['傅海峰', '施琳'] },
];
const REPORTERS = ['林晓', '陈思远', '王丽', '张海', '李娜', '赵勇', '孙悦', '钱锋', '冯雪', '卢伟', '江涛', '叶青'];

export const SERIES_ID = 'weekly';
const countyUnit = (index: number): string => `county-${index + 1}`;

export const UNITS: readonly CastUnit[] = [
  { id: 'leadership', name: '市重点项目领导小组', kind: 'leadership', county: null },
  ...DEPARTMENTS.map(({ id, name }) => ({ id, name, kind: 'department' as const, county: null })),
  ...TEAMS.map(({ id, name }) => ({ id, name, kind: 'supervision' as const, county: null })),
  ...COUNTIES.map((county, index) => ({
    ...{ id: countyUnit(index), name: `${county}招商专班`, kind: 'county' as const, county },
  })),
];

export const PEOPLE: readonly CastPerson[] = [
  { id: 'coordinator', name: '调度专员', title: '', unitId: 'office', roles: ['coordinator', 'administrator'] },
  { id: 'leader', name: '叶向东', title: '副市长', unitId: 'leadership', roles: ['leader'] },
  ...DEPARTMENTS.flatMap(({ id, head, handler }): CastPerson[] => [
    { id: `${id}-head`, name: head, title: '局长', unitId: id, roles: ['departmentHead'] },
    { id: `${id}-handler`, name: handler, title: '科长', unitId: id, roles: ['departmentHandler'] },
  ]),
  ...TEAMS.flatMap(({ id, people }) =>
    people.map((name, index): CastPerson => {
      const title = index === 0 ? '组长' : '组员';
      return { id: `${id}-${index + 1}`, name, title, unitId: id, roles: ['supervisionTeam'] };
    }),
  ),
  ...REPORTERS.map((name, index): CastPerson => {
    return { id: `reporter-${index + 1}`, name, title: '专员', unitId: countyUnit(index), roles: ['countyReporter'] };
  }),
];

export const addressOf = (personId: string): string => `${personId}@demo.example`;

export const COORDINATOR: Actor = { id: 'coordinator', unitId: 'office', roles: ['coordinator', 'administrator'] };
export const LEADER: Actor = { id: 'leader', unitId: 'leadership', roles: ['leader'] };
export const handlerOf = (unitId: string): Actor => ({
  ...{ id: `${unitId}-handler`, unitId, roles: ['departmentHandler'] },
});
export const reporterOf = (county: string): Actor => {
  const index = COUNTIES.indexOf(county);
  return { id: `reporter-${index + 1}`, unitId: countyUnit(index), roles: ['countyReporter'] };
};
/** Each team answers for every third county. */
export const teamOf = (county: string): string => TEAMS[COUNTIES.indexOf(county) % TEAMS.length]?.id ?? 'team-1';
export const inspectorOf = (county: string): Actor => {
  const unitId = teamOf(county);
  return { id: `${unitId}-1`, unitId, roles: ['supervisionTeam'] };
};
export const departmentFor = (category: Category): string =>
  DEPARTMENTS.find(({ categories }) => categories.includes(category))?.id ?? 'commerce';
