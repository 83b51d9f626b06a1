import type { Command } from 'commander';
import { MEDIA_TYPES } from '../../domain/files.ts';
import type { BriefAnswer, BriefCommandAnswer, BriefDetailAnswer, BriefPreviewAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { keepFile } from '../keep-file.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { showBrief, showBriefPreview, showBriefs } from '../views/brief.ts';
import { tellDone } from '../views/common.ts';

/** The weekly brief. It is compiled and delivered by itself. */
export function addBriefCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.brief;
  const brief = program.command('brief').description(help.group);
  brief
    .command('preview')
    .description(help.preview)
    .addHelpText('after', examples(setup, 'brief preview'))
    .action(run(preview));
  brief.command('list').description(help.list).addHelpText('after', examples(setup, 'brief list')).action(run(list));
  brief
    .command('show <week>')
    .description(help.show)
    .option('--file <file.xlsx>', help.options.file)
    .addHelpText('after', examples(setup, 'brief show 2026-W48', 'brief show 2026-W48 --file 简报.xlsx'))
    .action(run(show));
  changing(brief.command('compile <week>'), setup)
    .description(help.compile)
    .addHelpText('after', examples(setup, 'brief compile 2026-W48'))
    .action(run(compile));
}

const preview: Work<object> = async session => {
  const found = await session.client.get<BriefPreviewAnswer>(paths.briefPreview);
  await session.out.show(found, () => showBriefPreview(session, found));
};

const list: Work<object> = async session => {
  const found = await session.client.list<BriefAnswer>(paths.briefs);
  await session.out.show(found, () => showBriefs(session, found));
};

const show: Work<{ file?: string }> = async (session, [week = ''], { file }) => {
  if (file !== undefined) {
    const content = await session.client.download(paths.briefExport(week), MEDIA_TYPES.xlsx);
    await keepFile(session, file, content);
    await session.out.show({ path: file, bytes: content.length }, () =>
      session.out.line(session.texts.exported({ path: file })),
    );
    return;
  }
  const found = await session.client.get<BriefDetailAnswer>(paths.brief(week));
  await session.out.show(found, () => showBrief(session, found));
};

const compile: Work<object> = async (session, [week = '']) => {
  const body = { week };
  const answer = await session.client.change<BriefCommandAnswer>('POST', paths.briefs, { body, key: session.key });
  await session.out.show(answer, () => tellDone(session, answer.week, answer.command));
};
