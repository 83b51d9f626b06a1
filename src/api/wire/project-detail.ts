import { moneyInYi, type ProjectDetailAnswer } from '../../contract/schemas/index.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { Parent, ProjectState, ProjectStatus } from '../../domain/project/types.ts';
import type { openProblemsOf } from '../../ledger/reads/problems.ts';
import type { familyOf } from '../../ledger/reads/project-family.ts';
import type { YearMoney } from '../../ledger/reads/project-money.ts';
import type { ProjectRow } from '../../ledger/reads/projects.ts';
import { maybeInstant } from './instants.ts';
import { yearMoneyWire } from './project-money.ts';
import { projectWire } from './projects.ts';

interface Beside {
  state: ProjectState | null;
  problems: Awaited<ReturnType<typeof openProblemsOf>>;
  thisYear: YearMoney;
  family: Awaited<ReturnType<typeof familyOf>>;
}

/** One project with what a page about it shows beside its row. */
export const detailWire = (row: ProjectRow, { state, problems, thisYear, family }: Beside): ProjectDetailAnswer => ({
  ...projectWire(row),
  openProblems: problems.map(({ code, title, state: status, due_at }) => {
    return { code, title, state: status, dueAt: maybeInstant(due_at) };
  }),
  pathName: state?.path.name ?? row.path_id,
  thisYear: yearMoneyWire(thisYear),
  children: family.children.map(child => ({
    code: child.code,
    name: child.name,
    relation: child.relation as Parent['relation'],
    phase: child.phase,
    stage: child.stage as Stage,
    status: child.status as ProjectStatus,
    investmentWan: child.investment_wan,
    investmentYi: moneyInYi(child.investment_wan),
  })),
  merged: family.merged.map(({ code, name }) => ({ code, name })),
});
