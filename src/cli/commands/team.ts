import type { Command } from 'commander';
import type {
  ChargeCommandAnswer,
  ChargesAnswer,
  EventAnswer,
  MeAnswer,
  TeamAnswer,
  TeamProjectAnswer,
  ToVerifyAnswer,
} from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf } from '../values.ts';
import { showHistory } from '../views/common.ts';
import { showCharges, showTeam, showTeamProjects, showTeams, tellCharge } from '../views/team.ts';

/** Supervision teams (督查组, domain §5): who answers for what, and what waits for whom. */
export function addTeamCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.team;
  const team = program.command('team').description(help.group);
  team.command('list').description(help.list).addHelpText('after', examples(setup, 'team list')).action(run(list));
  team
    .command('show [team]')
    .description(help.show)
    .addHelpText('after', examples(setup, 'team show', 'team show dc-1'))
    .action(run(show));
  team
    .command('projects [team]')
    .description(help.projects)
    .option('--all', help.options.all)
    .addHelpText('after', examples(setup, 'team projects', 'team projects dc-1 --all'))
    .action(run(projects));
  addCharges(team, setup);
}

function addCharges(team: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.supervision.team;
  const { options } = help;
  changing(team.command('entrust <team>'), setup)
    .description(help.entrust)
    .option('--county <county>', options.county)
    .option('--project <code>', options.project)
    .option('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(setup, 'team entrust dc-1 --county 南安市', 'team entrust dc-2 --project P-2026-0001 --reason 分工调整'),
    )
    .action(run(entrust));
  changing(team.command('release'), setup)
    .description(help.release)
    .option('--county <county>', options.county)
    .option('--project <code>', options.project)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'team release --county 南安市 --reason 区划调整'))
    .action(run(release));
  team
    .command('charges')
    .description(help.charges)
    .option('--team <unit>', options.team)
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', examples(setup, 'team charges', 'team charges --as-of 2026-06-30'))
    .action(run(charges));
  team
    .command('history')
    .description(help.history)
    .option('--county <county>', options.county)
    .option('--project <code>', options.project)
    .addHelpText('after', examples(setup, 'team history --county 南安市'))
    .action(run(history));
}

interface Place {
  county?: string;
  project?: string;
}

/** Without an id one's own team is meant; whoever is in none has to name one. */
async function teamOf(session: Session, typed: string | undefined): Promise<TeamAnswer> {
  const { items } = await session.client.get<{ items: TeamAnswer[] }>(paths.teams);
  const id = typed ?? (await session.client.get<MeAnswer>(paths.me)).unit;
  const team = items.find(each => each.id === id);
  if (team) return team;
  if (typed === undefined) throw misused('noTeam', session.texts.supervision.team.noTeam);
  // The server says which refusal it is, in the caller's language.
  await session.client.get(paths.teamProblems(typed));
  throw misused('noTeam', session.texts.supervision.team.noTeam);
}

const list: Work<object> = async session => {
  const found = await session.client.get<{ items: TeamAnswer[] }>(paths.teams);
  await session.out.show(found, () => showTeams(session, found.items));
};

const show: Work<object> = async (session, [typed]) => {
  const team = await teamOf(session, typed);
  const held = await session.client.get<ChargesAnswer>(paths.charges, { team: team.id });
  const problems = await session.client.list<ToVerifyAnswer>(paths.teamProblems(team.id));
  const answer = { ...team, charges: held.items, problems: problems.items };
  await session.out.show(answer, () => showTeam(session, team, { charges: held.items, problems }));
};

const projects: Work<{ all?: boolean }> = async (session, [typed], { all }) => {
  const team = await teamOf(session, typed);
  const found = await session.client.list<TeamProjectAnswer>(paths.teamProjects(team.id), { all });
  await session.out.show(found, () => showTeamProjects(session, found));
};

const entrust: Work<Place & { reason?: string }> = async (session, [team], { county, project, reason }) => {
  const body = given({ county, project, team, reason });
  await tellCharge(
    session,
    await session.client.change<ChargeCommandAnswer>('POST', paths.entrust, { body, key: session.key }),
  );
};

const release: Work<Place & { reason: string }> = async (session, _args, { county, project, reason }) => {
  const body = given({ county, project, reason });
  await tellCharge(
    session,
    await session.client.change<ChargeCommandAnswer>('POST', paths.release, { body, key: session.key }),
  );
};

const charges: Work<{ team?: string; asOf?: string }> = async (session, _args, { team, asOf }) => {
  const query = { team, asOf: asOf === undefined ? undefined : dateOf(asOf) };
  const found = await session.client.get<ChargesAnswer>(paths.charges, query);
  await session.out.show(found, () => showCharges(session, found));
};

const history: Work<Place> = async (session, _args, { county, project }) => {
  const found = await session.client.list<EventAnswer>(paths.chargeHistory, { county, project });
  await session.out.show(found, () => showHistory(session, found));
};
