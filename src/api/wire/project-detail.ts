import { moneyInYi, type ProjectDetailAnswer } from '../../contract/schemas/index.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Stage } from '../../domain/project/stages.ts';
import { promiseStanding } from '../../domain/project/promises.ts';
import { reviewStanding } from '../../domain/project/review.ts';
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
  today: IsoDate;
  problems: Awaited<ReturnType<typeof openProblemsOf>>;
  thisYear: YearMoney;
  family: Awaited<ReturnType<typeof familyOf>>;
}

/** One project with what a page about it shows beside its row. */
export const detailWire = (
  row: ProjectRow,
  { state, today, problems, thisYear, family }: Beside,
): ProjectDetailAnswer => ({
  ...projectWire(row),
  openProblems: problems.map(({ code, title, state: status, due_at }) => {
    return { code, title, state: status, dueAt: maybeInstant(due_at) };
  }),
  pathName: state?.path.name ?? row.path_id,
  pathStages: [...(state?.path.stages ?? [])],
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
  review: reviewOf(state, today),
  promises: promisesOf(state, today),
  merged: family.merged.map(({ code, name }) => ({ code, name })),
});

function reviewOf(state: ProjectState | null, today: IsoDate): ProjectDetailAnswer['review'] {
  const last = state?.reviews.at(-1);
  return last ? reviewStanding(last, today) : null;
}

function promisesOf(state: ProjectState | null, today: IsoDate): ProjectDetailAnswer['promises'] {
  const counts: ProjectDetailAnswer['promises'] = {};
  for (const promise of state?.promises ?? []) {
    const standing = promiseStanding(promise, today);
    counts[standing] = (counts[standing] ?? 0) + 1;
  }
  return counts;
}
