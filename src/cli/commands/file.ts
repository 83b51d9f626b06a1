import type { Command } from 'commander';
import { changing, examples } from '../building.ts';
import { storeFile } from '../evidence.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Setup, Work } from '../session.ts';

/** Papers by themselves; a command with `--evidence …,文件=PATH` stores its own. */
export function addFileCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.files;
  const file = program.command('file').description(help.group);
  changing(file.command('put <path>'), setup)
    .description(help.put)
    .addHelpText('after', examples(setup, 'file put 施工许可证.pdf'))
    .action(setup.run(put));
  file
    .command('get <sha256>')
    .description(help.get)
    .requiredOption('--to <path>', help.to)
    .addHelpText('after', examples(setup, 'file get 9f86d0818… --to 施工许可证.pdf'))
    .action(setup.run(get));
}

const put: Work<object> = async (session, [path = '']) => {
  const stored = await storeFile(session, path, session.key);
  await session.out.show(stored, () => session.out.line(session.texts.files.stored(stored)));
};

const get: Work<{ to: string }> = async (session, [sha256 = ''], { to: path }) => {
  const content = await session.client.download(paths.file(sha256), '*/*');
  await keepFile(session, path, content);
  await session.out.show({ sha256, path, bytes: content.length }, () =>
    session.out.line(session.texts.exported({ path })),
  );
};
