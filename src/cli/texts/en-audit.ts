import { fill } from './fill.ts';
import type { auditZh } from './zh-audit.ts';

/** What the commands on the audit say and how their help reads, in English. */
export const auditEn: typeof auditZh = {
  help: {
    group:
      'the audit: who did what, when and from where, old → new; only appended to, each entry chained to the one before',
    list: 'list the audit, the newest first, what was refused too',
    export: 'save the audit: .jsonl has everything with its hashes and can be verified by itself, .csv is for reading',
    verify:
      'verify the whole audit: what was altered, deleted or inserted is named, each place (then the exit code is 2)',
    archive:
      'archive: save what is older than the days it is kept as a file, verify it, and only then take it out (administrators); a file that is there is taken as it is',
    archives: 'list what was archived',
    options: {
      saveOnly: 'save the file and take nothing out: by an auditor, for an administrator to take out',
      from: 'from this day on',
      to: 'up to and with this day',
      actor: 'who (the id of a person)',
      action: 'what was done, e.g. advance, issueToken',
      refused: 'only what was refused',
      kind: 'what it was about, e.g. project, problem, person, setting',
      id: 'the id of what it was about',
      address: 'the network address it came from',
      head: 'a head that was written down earlier (number:hash): the chain must still hold it',
      file: 'verify an exported .jsonl file, without any server',
      limit: 'how many to list at most',
    },
  },
  personData: {
    export: 'all that is held of one person, as JSON: by himself or an administrator',
    file: 'save as this file (printed otherwise)',
    erase:
      'erase a person: name, title, address, what let him in, what mails say; his id stays in history and audit. For good (administrators)',
    reason: 'why, e.g. that he asked for it; it stands in the audit, so no name in it',
    erased: fill('{id}: erased; only the id stays in history'),
  },
  heads: {
    ...{ seq: 'no.', at: 'at', who: 'who', action: 'what', subject: 'about', from: 'from', changes: 'old → new' },
  },
  refused: fill('refused ({why})'),
  justRefused: 'refused',
  nobody: 'not signed in',
  archiveKind: fill('{path}: the name must end with .jsonl.'),
  saved: fill('{path}: {entries} entries, each as it was; SHA-256 {sha256}. Nothing was taken out.'),
  archived: fill(
    '{path}: no. {first} to {last} are archived, {taken} were taken out (commands are the ledger and stay). Keep the file safe.',
  ),
  ends: fill('before it {before}\nits last {after}'),
  inFiles: fill('{archived} of them are archived, in files.'),
  archiveHeads: {
    from: 'from no.',
    to: 'to no.',
    taken: 'taken out',
    at: 'at',
    by: 'by',
    sha256: 'SHA-256 of the file',
  },
  whole: fill('whole: {entries} entries, each as it was.'),
  notWhole: fill('not whole: {total} faults in {entries} entries:'),
  head: fill('head {head} (write it down elsewhere, and hold the next verification against it with --head)'),
  empty: 'there is nothing yet.',
  exportKind: fill('{path}: the name must end with .jsonl or .csv.'),
  fileNotRead: fill('{path} cannot be read: {reason}'),
  line: fill('line {line}'),
  place: fill('no. {seq}'),
  faults: {
    altered: 'the entry or its hash was altered',
    missing: 'the entry was deleted',
    sealMissing: 'a part of the chain is gone',
    inserted: 'the entry was put in afterwards',
    numberMissing: 'the number of an entry is missing',
    eventsMissing: 'events are missing',
    headUnknown: 'the chain does not hold the head that was written down',
    notALine: 'not an entry of the audit',
  },
};
