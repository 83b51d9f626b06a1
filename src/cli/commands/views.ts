import type { Command } from 'commander';
import type { KeptViewsAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { wordOf } from '../values.ts';
import { tellTotal } from '../views/common.ts';
import { VIEW_LIST } from '../words.ts';

/** What one keeps in the console. The lists themselves have filters of their own here. */
export function addViewCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.views;
  const views = program.command('views').description(help.group);
  views
    .command('list')
    .description(help.list)
    .addHelpText('after', examples(setup, 'views list'))
    .action(setup.run(list));
  views
    .command('keep <list> <name> <query>')
    .description(help.keep)
    .addHelpText('after', examples(setup, 'views keep 项目 南安在建 "county=南安市&stage=groundbreaking"'))
    .action(setup.run(keep));
  views
    .command('drop <id>')
    .description(help.drop)
    .addHelpText('after', examples(setup, 'views list', 'views drop 1f0c8a52'))
    .action(setup.run(drop));
}

const list: Work<object> = async session => {
  const { out, texts, client } = session;
  const { heads } = texts.views;
  const found = await client.get<KeptViewsAnswer>(paths.myViews);
  await out.show(found, async () => {
    await out.table<KeptViewsAnswer['items'][number]>(
      [
        { head: heads.id, cell: row => row.id, whole: true },
        { head: heads.list, cell: row => session.label(VIEW_LIST, row.list), whole: true },
        { head: heads.name, cell: row => row.name },
        { head: heads.address, cell: row => `/${row.list}?${row.query}` },
      ],
      found.items,
    );
    tellTotal(session, found);
  });
};

const keep: Work<object> = async (session, [typedList = '', name = '', typed = '']) => {
  // Encoded as a browser does, whether it was typed or copied from one; a whole address is taken for what stands in it.
  const query = new URLSearchParams(typed.slice(typed.indexOf('?') + 1)).toString();
  const body = { list: wordOf(VIEW_LIST, typedList, session.place('list')), name, query };
  const answer = await session.client.change('PUT', paths.myViews, { body, key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.views.kept({ name })));
};

const drop: Work<object> = async (session, [id = '']) => {
  const answer = await session.client.change('DELETE', paths.myView(id), { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.views.dropped({ id })));
};
