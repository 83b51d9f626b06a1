import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client.ts';
import { useMay, useMe } from '../../app/me.ts';
import type { Option } from '../../ui/fields/types.ts';

const MOST = 200;
const FIVE_MINUTES_MS = 300_000;

/** The teams as options, and which of them is the reader’s own. */
export function useTeams(): { teams: readonly Option[]; own: string | undefined } {
  const me = useMe();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['teams'],
    queryFn: () => read(api.GET('/api/v1/supervision/teams')),
    enabled: may('charge.read'),
  });
  const teams = (data?.items ?? []).map(({ id, name }) => ({ value: id, text: name }));
  return { teams, own: teams.find(({ value }) => value === me?.unit)?.value };
}

/** Whether the lists of a team are for the reader: some see every team's, a team its own. */
export function useSeesTeam(): (team: string) => boolean {
  const me = useMe();
  const scopes = me?.items.find(({ action }) => action === 'team.read')?.scopes ?? [];
  return team => scopes.includes('all') || (scopes.includes('unit') && team === me?.unit);
}

export interface Member extends Option {
  team: string;
}

/** Those who may go, with the team they are of. */
export function useMembers(): readonly Member[] {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['people', 'supervisionTeam'],
    queryFn: () =>
      read(api.GET('/api/v1/people', { params: { query: { limit: MOST, active: 'true', role: 'supervisionTeam' } } })),
    staleTime: FIVE_MINUTES_MS,
    enabled: may('people.read'),
  });
  return (data?.items ?? []).map(({ id, name, unit }) => ({ value: id, text: name, team: unit }));
}

/** What a team answers for, the smaller ones too. */
export function useTeamProjects(team: string | undefined): readonly Option[] {
  const { data } = useQuery({
    queryKey: ['teams', team, 'projects'],
    queryFn: () =>
      read(
        api.GET('/api/v1/supervision/teams/{id}/projects', {
          params: { path: { id: team ?? '' }, query: { limit: MOST, all: 'true' } },
        }),
      ),
    staleTime: FIVE_MINUTES_MS,
    enabled: team !== undefined,
  });
  return (data?.items ?? []).map(({ code, name }) => ({ value: code, text: `${name}（${code}）` }));
}
