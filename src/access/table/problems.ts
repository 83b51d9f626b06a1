import type { Permission } from '../types.ts';
import { DEPARTMENTS, PLACED_READERS } from './grants.ts';

export const PROBLEMS: readonly Permission[] = [
  {
    id: 'problem.read',
    name: { zh: '查看、导出问题', en: 'see and export problems' },
    effect: 'read',
    subject: 'problem',
    routes: [
      ...['listProblems', 'getProblem', 'listProblemEvents', 'getProblemWaiting', 'listMovedLimits'],
      ...['exportProblemsXlsx', 'exportProblemsCsv'],
    ],
    may: PLACED_READERS,
  },
  {
    id: 'problem.raise',
    name: { zh: '提出问题', en: 'raise a problem' },
    effect: 'change',
    subject: 'newProblem',
    routes: ['raiseProblem'],
    may: { coordinator: 'all', countyReporter: 'county', ...DEPARTMENTS, supervisionTeam: 'charge' },
  },
  {
    id: 'problem.assign',
    name: { zh: '交办、合并、撤回问题', en: 'assign, merge or withdraw a problem' },
    effect: 'change',
    subject: 'problem',
    routes: ['assignProblem', 'mergeProblem', 'withdrawProblem'],
    may: { coordinator: 'all' },
  },
  {
    id: 'problem.handle',
    name: { zh: '签收、答复、上会、申请延期、办结', en: 'answer a problem, from acknowledging to the result' },
    effect: 'change',
    subject: 'problem',
    routes: [
      ...['acknowledgeProblem', 'objectProblem', 'answerProblem', 'coAnswerProblem', 'tableProblem'],
      ...['explainMissProblem', 'askExtensionProblem', 'resolveProblem'],
    ],
    // Whoever's unit has it on its table; a county's or a team's own as well as a department's.
    may: { coordinator: 'all', ...DEPARTMENTS, countyReporter: 'unit', supervisionTeam: 'unit', leader: 'unit' },
  },
  {
    id: 'problem.rule',
    name: { zh: '裁定异议与延期', en: 'rule on objections and extensions' },
    effect: 'change',
    subject: 'problem',
    routes: ['ruleObjectionProblem', 'ruleExtensionProblem'],
    may: { leader: 'all' },
  },
  {
    id: 'problem.verify',
    name: { zh: '核验销号', en: 'verify and close a problem' },
    effect: 'change',
    subject: 'problem',
    routes: ['verifyProblem'],
    // A coordinator verifies what a team solved on the spot, and nothing else: the domain holds the two keys apart.
    may: { coordinator: 'all', supervisionTeam: 'charge' },
  },
  {
    id: 'problem.solveOnTheSpot',
    name: { zh: '登记现场化解', en: 'record a problem solved on the spot' },
    effect: 'change',
    subject: 'problem',
    routes: ['solveOnTheSpotProblem'],
    may: { supervisionTeam: 'charge' },
  },
  {
    id: 'problem.lookBack',
    name: { zh: '登记回访', en: 'record what the firm says afterwards' },
    effect: 'change',
    subject: 'problem',
    routes: ['lookBackProblem'],
    may: { coordinator: 'all', supervisionTeam: 'charge', countyReporter: 'county', everyone: 'own' },
  },
  {
    id: 'problem.interview',
    name: { zh: '登记约谈', en: 'record a talk after a red paper' },
    effect: 'change',
    subject: 'problem',
    routes: ['interviewProblem'],
    may: { coordinator: 'all', leader: 'all', supervisionTeam: 'charge' },
  },
];
