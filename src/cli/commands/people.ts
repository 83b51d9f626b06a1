import type { Command } from 'commander';
import type {
  AccountLinkAnswer,
  FactorRemovedAnswer,
  IssuedTokenAnswer,
  PersonAnswer,
  PersonCommandAnswer,
  UnitAnswer,
  UnitCommandAnswer,
} from '../answers.ts';
import { addAbsences } from './mail-preferences.ts';
import { changing, collect, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Setup, Work } from '../session.ts';
import { countOf, wordOf } from '../values.ts';
import { tellAccountLink } from '../views/account.ts';
import { showPeople, showUnits, tellPersonCommand, tellToken, tellUnitCommand } from '../views/people.ts';
import { ROLE, UNIT_KIND } from '../words.ts';

/** Who acts: every command has an actor, and an actor is a person with a token. */
export function addPeopleCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { options, people: help } = setup.texts.help;
  const people = program.command('people').description(help.group);
  addAbsences(people, setup);
  people
    .command('list')
    .description(help.list)
    .option('--unit <id>', options.unit)
    .option('--role <role>', options.role)
    .addHelpText('after', examples(setup, 'people list --role 督查组'))
    .action(run(list));
  changing(people.command('add <id>'), setup)
    .description(help.add)
    .requiredOption('--name <name>', options.personName)
    .requiredOption('--unit <id>', options.unit)
    .option('--role <role>', options.roles, collect, [])
    .option('--title <text>', options.personTitle)
    .option('--address <mail>', options.address)
    .option('--inactive', options.inactive)
    .addHelpText(
      'after',
      examples(setup, 'people add lin --name 林晓 --unit nanan --role 县区专员 --address lin@nanan.example'),
    )
    .action(run(add));
  changing(people.command('invite <id>'), setup)
    .description(setup.texts.account.help.invite)
    .option('--hand', setup.texts.account.help.options.hand)
    .addHelpText('after', examples(setup, 'people invite lin', 'people invite lin --hand'))
    .action(run(invite));
  changing(people.command('remove-factor <id>'), setup)
    .description(setup.texts.account.help.removeFactor)
    .addHelpText('after', examples(setup, 'people remove-factor lin'))
    .action(run(removeFactor));
  changing(people.command('unbind <id>'), setup)
    .description(setup.texts.account.help.unbind)
    .addHelpText('after', examples(setup, 'people unbind lin'))
    .action(run(unbind));
  changing(people.command('token <id>'), setup)
    .description(help.token)
    .option('--label <text>', options.label, 'CLI')
    .option('--scope <scope>', setup.texts.account.help.options.scope, collect)
    .option('--days <n>', setup.texts.account.help.options.days)
    .addHelpText(
      'after',
      examples(setup, 'people token lin --label 办公室电脑', 'people token screen --scope read --days 365'),
    )
    .action(run(token));
  addPersonData(people, setup);
  const units = program.command('units').description(help.unitsGroup);
  units
    .command('list')
    .description(help.unitsList)
    .option('--kind <kind>', options.unitKind)
    .addHelpText('after', examples(setup, 'units list --kind 督查'))
    .action(run(listUnits));
  changing(units.command('add <id>'), setup)
    .description(help.unitsAdd)
    .requiredOption('--name <name>', options.unitName)
    .requiredOption('--kind <kind>', options.unitKind)
    .option('--county <county>', options.unitCounty)
    .addHelpText('after', examples(setup, 'units add nanan --name 南安市 --kind county --county 南安市'))
    .action(run(addUnit));
}

function addPersonData(people: Command, setup: Setup): void {
  const { personData: help } = setup.texts.audit;
  people
    .command('export <id>')
    .description(help.export)
    .option('--file <file.json>', help.file)
    .addHelpText('after', examples(setup, 'people export lin --file 林晓.json'))
    .action(setup.run(exportData));
  changing(people.command('erase <id>'), setup)
    .description(help.erase)
    .requiredOption('--reason <text>', help.reason)
    .addHelpText('after', examples(setup, 'people erase lin --reason 本人申请'))
    .action(setup.run(erase));
}

/** Printed as it is where no file is named: it is JSON for whoever asked what is held of him. */
const exportData: Work<{ file?: string }> = async (session, [id = ''], { file }) => {
  const { texts, out } = session;
  const data = await session.client.get<object>(paths.personData(id));
  if (file === undefined) return out.show(data, () => out.raw(`${JSON.stringify(data, null, 2)}\n`));
  await keepFile(session, file, Buffer.from(`${JSON.stringify(data, null, 2)}\n`));
  await out.show({ path: file }, () => out.line(texts.exported({ path: file })));
};

const erase: Work<{ reason: string }> = async (session, [id = ''], { reason }) => {
  const path = paths.erasePerson(id);
  const answer = await session.client.change<{ id: string; replayed: boolean }>('POST', path, {
    ...{ body: { reason }, key: session.key },
  });
  const { personData } = session.texts.audit;
  await session.out.show(answer, () => session.out.line(personData.erased({ id: answer.id })));
};

/** Everybody, also those who have left: whoever looks for a name in an old problem finds it here. */
const list: Work<{ unit?: string; role?: string }> = async (session, _args, { unit, role }) => {
  const found = await session.client.list<PersonAnswer>(paths.people, {
    unit,
    role: role === undefined ? undefined : wordOf(ROLE, role, session.place('--role')),
  });
  await session.out.show(found, () => showPeople(session, found));
};

/** Defining again replaces what was known, also the roles: those not named are taken away. */
interface AddOptions {
  name: string;
  unit: string;
  role: string[];
  title?: string;
  address?: string;
  inactive?: boolean;
}

const add: Work<AddOptions> = async (session, [id = ''], { name, unit, role, title, address, inactive }) => {
  const roles = role.map(word => wordOf(ROLE, word, session.place('--role')));
  const body = given({ name, unit, roles, title, address, active: inactive === true ? false : undefined });
  const answer = await session.client.change<PersonCommandAnswer>('PUT', paths.person(id), { body, key: session.key });
  await tellPersonCommand(session, answer);
};

/** A second token does not end the first; the label tells them apart when one has to be revoked. */
const token: Work<{ label: string; scope?: string[]; days?: string }> = async (
  session,
  [id = ''],
  { label, scope: scopes, days },
) => {
  const path = paths.tokens(id);
  const valid = days === undefined ? undefined : countOf(days, 3_650, session.place('--days'));
  const body = given({ label, scopes, days: valid });
  const answer = await session.client.change<IssuedTokenAnswer>('POST', path, { body, key: session.key });
  await tellToken(session, answer);
};

const invite: Work<{ hand?: boolean }> = async (session, [id = ''], { hand }) => {
  const body = { by: hand === true ? 'hand' : 'mail' };
  const path = paths.accountLink(id);
  await tellAccountLink(
    session,
    await session.client.change<AccountLinkAnswer>('POST', path, { body, key: session.key }),
  );
};

/** For a lost device; its owner proves himself to the administrator in another way. */
const removeFactor: Work<object> = async (session, [id = '']) => {
  const path = paths.secondFactor(id);
  const answer = await session.client.change<FactorRemovedAnswer>('DELETE', path, { key: session.key });
  const { factorRemoved, noFactor } = session.texts.account;
  await session.out.show(answer, () => session.out.line((answer.removed ? factorRemoved : noFactor)(answer)));
};

/** For an account at the identity provider that is another one now. */
const unbind: Work<object> = async (session, [id = '']) => {
  const { key, client, out, texts } = session;
  const answer = await client.change<FactorRemovedAnswer>('DELETE', paths.identity(id), { key });
  const { unbound, notBound } = texts.account;
  await out.show(answer, () => out.line((answer.removed ? unbound : notBound)(answer)));
};

const listUnits: Work<{ kind?: string }> = async (session, _args, { kind }) => {
  const found = await session.client.list<UnitAnswer>(paths.units, {
    kind: kind === undefined ? undefined : wordOf(UNIT_KIND, kind, session.place('--kind')),
  });
  await session.out.show(found, () => showUnits(session, found));
};

/** A county's unit names the county as it stands in the ledger: that is how its people come to see its projects. */
const addUnit: Work<{ name: string; kind: string; county?: string }> = async (
  session,
  [id = ''],
  { name, kind, county },
) => {
  const body = given({ name, kind: wordOf(UNIT_KIND, kind, session.place('--kind')), county });
  const answer = await session.client.change<UnitCommandAnswer>('PUT', paths.unit(id), { body, key: session.key });
  await tellUnitCommand(session, answer);
};
