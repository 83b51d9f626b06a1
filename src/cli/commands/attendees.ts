import type { Command } from 'commander';
import type { AttendeesAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { EXIT, misused, type ExitCode } from '../failure.ts';
import { reasonOfFile, uploadOf } from '../files.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { showAttendees } from '../views/attendees.ts';

interface Options {
  apply?: boolean;
  newPeople?: boolean;
  replace?: boolean;
}

/** The list of attendees as the office keeps it. Without `--apply` it is only told what would happen. */
export function addAttendeesCommand(series: Command, setup: Setup): void {
  const { help } = setup.texts.attendees;
  changing(series.command('attendees <id> <file>'), setup)
    .description(help.import)
    .option('--apply', help.apply)
    .option('--new-people', help.newPeople)
    .option('--replace', help.replace)
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting series attendees weekly 参会名单.xlsx',
        'meeting series attendees weekly 参会名单.xlsx --apply --new-people',
      ),
    )
    .action(setup.run(importAttendees));
}

/** A refused row ends with 2 although the others were taken: whoever sends a file by a script must notice. */
const importAttendees: Work<Options> = async (session, [id = '', file = ''], options): Promise<ExitCode> => {
  const { name, content } = await uploadOf(file).catch((error: unknown) => {
    throw misused('fileNotRead', session.texts.fileNotRead({ path: file, reason: reasonOfFile(error, session) }));
  });
  const body = new FormData();
  body.append('file', content, name);
  const answer = await session.client.upload<AttendeesAnswer>(paths.seriesAttendees(id), body, session.key, {
    apply: String(options.apply ?? false),
    newPeople: String(options.newPeople ?? false),
    replace: String(options.replace ?? false),
  });
  await session.out.show(answer, () => showAttendees(session, answer));
  return answer.counts.refused > 0 ? EXIT.refused : EXIT.ok;
};
