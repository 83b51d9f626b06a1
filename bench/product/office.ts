import type { CommandsByKind } from '../../src/contract/commit.ts';
import type { SeriesFacts } from '../../src/domain/meeting/types.ts';

/** A city as the mails see it: county reporters, each with the projects and the open problems of his county. */

export const COUNTIES = Array.from({ length: 20 }, (_, index) => `第${index + 1}县`);
/** A county reporter of a city with 160 projects is asked about eight of them, and about three problems. */
const PROJECTS_A_COUNTY = 8;
const PROBLEMS_A_COUNTY = 3;

export const SIGNED_ON = '2024-03-18';
/** A plan far enough ahead that no warning falls into a run. */
export const plannedFor = (yearsAhead: number, month = 6): string =>
  `${new Date().getFullYear() + yearsAhead}-${String(month).padStart(2, '0')}-15`;

export const addressOf = (index: number): string => `attendee-${String(index).padStart(6, '0')}@example.org`;

export const unitOf = (county: string, index: number): [string, CommandsByKind['unit']] => [
  `county-${index}`,
  { type: 'define', unit: { name: `${county}招商专班`, kind: 'county', county } },
];

export const reporter = (index: number): [string, CommandsByKind['person']] => [
  `attendee-${index}`,
  {
    type: 'define',
    unitId: `county-${index % COUNTIES.length}`,
    roles: ['countyReporter'],
    active: true,
    personal: { name: `联络员${index}`, title: '科长', address: addressOf(index) },
  },
];

export const seriesOf = (id: string, attendees: number): SeriesFacts => ({
  name: `周调度 ${id}`,
  weekday: 5,
  time: '15:00',
  durationMinutes: 60,
  venue: '行政中心 3 号会议室',
  chairId: 'coordinator',
  attendeeIds: Array.from({ length: attendees }, (_, index) => `attendee-${index}`),
  themes: ['重大项目'],
  holidayRule: 'previousWorkday',
});

export const projectsOf = (county: string, index: number): [string, CommandsByKind['project']][] =>
  Array.from({ length: PROJECTS_A_COUNTY }, (_, number) => [
    `MAIL-${index}-${number}`,
    {
      type: 'start',
      facts: {
        name: `${county}第 ${number + 1} 个生产基地项目`,
        county,
        investor: '某某集团有限公司',
        industry: '新材料',
        projectType: null,
        agreement: 'contract',
        investmentWan: 10_000 * (number + 1),
        leaderName: null,
        leaderId: null,
        teamUnitId: null,
        knownIssue: null,
        note: null,
        source: null,
        landKind: null,
        parent: null,
      },
      stage: 'signing',
      plans: { groundbreaking: plannedFor(2) },
      actuals: { signing: SIGNED_ON },
    },
  ]);

export const problemsOf = (county: string, index: number): [string, CommandsByKind['problem']][] =>
  Array.from({ length: PROBLEMS_A_COUNTY }, (_, number) => [
    `MAILQ-${index}-${number}`,
    {
      type: 'raise',
      facts: {
        title: `${county}第 ${number + 1} 号用地手续问题`,
        detail: null,
        project: `MAIL-${index}-${number}`,
        county,
        category: 'land',
        source: 'visit',
      },
    },
  ]);
