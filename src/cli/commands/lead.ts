import type { Command } from 'commander';
import type {
  CapitalAnswer,
  ContactAnswer,
  ContactCommandAnswer,
  LeadSourcesAnswer,
  NotLandedAnswer,
} from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showCapital, showContact, showLeadSources, showNotLanded, tellContact } from '../views/before-signing.ts';
import { AGREEMENT } from '../words.ts';

/** Where leads come from and whom they are reached by; and what became of them: signed and not landed, capital due and arrived. */
export function addLeadCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  const lead = program.command('lead').description(help.lead);
  withDay(lead.command('sources').description(help.leadSources), setup)
    .addHelpText('after', examples(setup, 'lead sources', 'lead sources --county 南安市 --as-of 2026-06-30'))
    .action(run(sources));
  changing(lead.command('contact <code>'), setup)
    .description(help.leadContact)
    .option('--name <name>', help.options.contactName)
    .option('--organisation <name>', help.options.organisation)
    .option('--title <text>', help.options.contactTitle)
    .option('--phone <number>', help.options.phone)
    .option('--address <mail>', help.options.address)
    .option('--erase', help.options.erase)
    .addHelpText(
      'after',
      examples(
        setup,
        'lead contact P-2026-0001',
        'lead contact P-2026-0001 --name 王小明 --organisation 晶旭科技 --phone 0595-22220000',
        'lead contact P-2026-0001 --erase',
      ),
    )
    .action(run(contact));
  addRolling(program, setup);
}

function addRolling(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  withDay(program.command('not-landed').alias('签约未落地').description(help.notLanded), setup)
    .option('--agreement <kind>', help.options.agreementFilter)
    .addHelpText('after', examples(setup, 'not-landed', 'not-landed --agreement 意向 --as-of 2026-06-30'))
    .action(run(notLanded));
  withDay(program.command('capital').alias('到资').description(help.capital), setup)
    .addHelpText('after', examples(setup, 'capital', 'capital --county 南安市 --as-of 2026-06-30'))
    .action(run(capital));
}

export interface DayOptions {
  county?: string;
  asOf?: string;
}

export const withDay = (command: Command, { texts: { before } }: Pick<Setup, 'texts'>): Command =>
  command.option('--county <county>', before.help.options.county).option('--as-of <date>', before.help.options.asOf);

export const dayQuery = ({ county, asOf }: DayOptions) => ({
  county,
  asOf: asOf === undefined ? undefined : dateOf(asOf),
});

const sources: Work<DayOptions> = async (session, _args, options) => {
  const found = await session.client.get<LeadSourcesAnswer>(paths.leadSources, dayQuery(options));
  await session.out.show(found, () => showLeadSources(session, found));
};

interface ContactOptions {
  name?: string;
  organisation?: string;
  title?: string;
  phone?: string;
  address?: string;
  erase?: boolean;
}

/** Without options it is shown; what is not named again is gone, as with people. */
const contact: Work<ContactOptions & { key?: string }> = async (session, [code = ''], { erase, key: _, ...typed }) => {
  const path = paths.projectContact(code);
  const body = given(typed);
  const named = Object.keys(body).length > 0;
  if ((erase === true && named) || (named && body.name === undefined)) {
    throw misused('contactWay', session.texts.before.contactWay);
  }
  if (erase === true || named) {
    const [method, more] = erase === true ? (['DELETE', {}] as const) : (['PUT', { body }] as const);
    const answer = await session.client.change<ContactCommandAnswer>(method, path, { ...more, key: session.key });
    return tellContact(session, answer);
  }
  const answer = await session.client.get<ContactAnswer>(path);
  await session.out.show(answer, () => showContact(session, answer));
};

const notLanded: Work<DayOptions & { agreement?: string }> = async (session, _args, { agreement, ...options }) => {
  const found = await session.client.get<NotLandedAnswer>(paths.notLanded, {
    ...dayQuery(options),
    agreement: agreement === undefined ? undefined : wordOf(AGREEMENT, agreement, session.place('--agreement')),
  });
  await session.out.show(found, () => showNotLanded(session, found));
};

const capital: Work<DayOptions> = async (session, _args, options) => {
  const found = await session.client.get<CapitalAnswer>(paths.capital, dayQuery(options));
  await session.out.show(found, () => showCapital(session, found));
};
