import type { Problem } from '../../api/types.ts';
import { useMay, useMe } from '../../app/me.ts';

/** Whose role the second key is: a team's; a coordinator's for what a team has solved itself. Whose hands are other hands, the rule says. */
export function useMayVerify(): (problem: Pick<Problem, 'state' | 'solution'>) => boolean {
  const may = useMay();
  const me = useMe();
  return ({ state, solution }) =>
    may('problem.verify') &&
    state === 'resolved' &&
    me !== undefined &&
    me.roles.includes(solution?.onTheSpot ? 'coordinator' : 'supervisionTeam');
}
