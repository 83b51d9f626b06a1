import { heartbeat } from '@temporalio/activity';
import type { Envelope, Outcome } from '../contract/commit.ts';
import type { ImportedLedger, ImportProgress } from '../contract/import.ts';
import type { CommandGateway, Ledger } from '../contract/ports.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { Actor } from '../domain/entity.ts';
import { commandsOfRow, startCommandOf } from '../domain/ledger-import/commands.ts';
import type { ProblemCommand } from '../domain/problem/commands.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { allocateCodes } from '../ledger/codes.ts';
import type { Database } from '../ledger/database.ts';
import { actorOf } from '../ledger/facts/people.ts';
import {
  importJob,
  importProgress,
  markRows,
  pendingRows,
  setImportState,
  type ImportJob,
  type PendingRow,
  type RowOutcome,
} from '../ledger/import-rows.ts';
import type { PlannedProblem } from '../ledger/problem-import.ts';
import { toFailure } from './failures.ts';

export interface ImportActivities {
  /** Applies the next rows and says how far the import is. A heartbeat per group of rows. */
  applyRows(input: { importId: string }): Promise<ImportProgress>;
  finishImport(input: { importId: string }): Promise<void>;
}

interface ImportDependencies {
  db: Database;
  ledger: Ledger;
  calendar: WorkCalendar;
  gateway: CommandGateway;
  now: () => number;
}

/** Also what is written in one transaction: on the embedded database nobody else is answered while it runs. */
const ROWS_A_ROUND = 250;

export function createImportActivities(dependencies: ImportDependencies): ImportActivities {
  return {
    async applyRows({ importId }) {
      try {
        return await new Round(dependencies, importId).run();
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
    async finishImport({ importId }) {
      const { db, now } = dependencies;
      await setImportState(db, importId, { state: 'applied', at: new Date(now()) });
    },
  };
}

type Creating = Extract<PendingRow, { verdict: 'create' }>;

interface Beginning {
  kind: 'project' | 'problem';
  /** Of the code it is given when the file has none; the year is the office's present one. */
  prefix: (year: string) => string;
  command: ProjectCommand | ProblemCommand;
}

/** What a row begins. A problem counts among those of the year it was raised in. */
function beginningOf({ facts }: Creating, ledger: ImportedLedger): Beginning {
  if (ledger === 'projects') {
    return { kind: 'project', prefix: year => `P-${year}`, command: startCommandOf(facts) };
  }
  // A row of a problem ledger was kept with its command.
  const { command } = facts as unknown as PlannedProblem;
  return { kind: 'problem', prefix: () => `Q-${command.imported.raisedOn.slice(0, 4)}`, command };
}

/** One group of rows: new projects or problems go into the ledger together and get their workflows, known ones get their commands. */
class Round {
  readonly #deps: ImportDependencies;
  readonly #importId: string;

  constructor(dependencies: ImportDependencies, importId: string) {
    this.#deps = dependencies;
    this.#importId = importId;
  }

  async run(): Promise<ImportProgress> {
    const { db } = this.#deps;
    const job = await importJob(db, this.#importId);
    const rows = await pendingRows(db, this.#importId, ROWS_A_ROUND);
    if (job && rows.length > 0) {
      const actor = await actorOf(db, job.actorId);
      const creating = rows.filter((row): row is Creating => row.verdict === 'create');
      for (const wave of new Set(creating.map(row => row.wave))) {
        await this.#create(
          creating.filter(row => row.wave === wave),
          { job, actor },
        );
      }
      heartbeat();
      for (const row of rows.filter(({ verdict }) => verdict === 'change')) {
        await markRows(db, this.#importId, [await this.#change(row, { job, actor })]);
        heartbeat();
      }
    }
    return importProgress(db, this.#importId);
  }

  /**
   * In the ledger first, in one transaction; then their workflows, which begin with what the ledger says. Dying between the two leaves
   * rows pending: the commands give their first results again, and only the missing workflows are started.
   */
  async #create(rows: readonly Creating[], { job, actor }: { job: ImportJob; actor: Actor }): Promise<void> {
    if (rows.length === 0) return;
    const { db, ledger, gateway } = this.#deps;
    const codes = await this.#codesFor(rows, job.ledger);
    const envelopes = rows.map(row => {
      const entityId = row.projectCode ?? (codes.get(this.#key(row, 0)) as string);
      return this.#envelope(beginningOf(row, job.ledger), { row, index: 0, entityId, actor });
    });
    const outcomes = await ledger.commit(envelopes);
    const begun = outcomes.flatMap((outcome, index) => {
      const id = envelopes[index]?.entityId;
      return outcome.ok && outcome.view.open && id !== undefined ? [{ id, view: outcome.view }] : [];
    });
    heartbeat();
    const start = job.ledger === 'projects' ? gateway.startProjects : gateway.startProblems;
    await start(begun, () => heartbeat());
    await markRows(
      db,
      this.#importId,
      rows.map((row, index) => rowOutcome(row, envelopes[index]?.entityId, outcomes[index])),
    );
  }

  async #codesFor(rows: readonly Creating[], ledger: ImportedLedger): Promise<Map<string, string>> {
    const { db, now, calendar } = this.#deps;
    const year = calendar.clock.toLocal(now()).date.slice(0, 4);
    const keys = new Map<string, string[]>();
    for (const row of rows.filter(({ projectCode }) => projectCode === null)) {
      const prefix = beginningOf(row, ledger).prefix(year);
      keys.set(prefix, [...(keys.get(prefix) ?? []), this.#key(row, 0)]);
    }
    const codes = new Map<string, string>();
    for (const [prefix, asked] of keys) {
      for (const [key, code] of await allocateCodes(db, prefix, asked)) codes.set(key, code);
    }
    return codes;
  }

  /** The commands of one row, in order; the first refusal ends the row, and says so. */
  async #change(row: PendingRow, { job, actor }: { job: ImportJob; actor: Actor }): Promise<RowOutcome> {
    const entityId = row.projectCode as string;
    const commands = commandsOfRow(row, `导入 ${job.fileName}`);
    for (const [index, command] of commands.entries()) {
      const outcome = await this.#deps.gateway.send(
        this.#envelope({ kind: 'project', command }, { row, index, entityId, actor }),
      );
      if (!outcome.ok) return rowOutcome(row, entityId, outcome);
    }
    return { position: row.position, projectCode: entityId, refusal: null };
  }

  #envelope(
    { kind, command }: Pick<Beginning, 'kind' | 'command'>,
    { row, index, entityId, actor }: { row: PendingRow; index: number; entityId: string; actor: Actor },
  ): Envelope {
    const commandId = this.#key(row, index);
    const atMs = this.#deps.now();
    // Kind and command fit each other; over the union of the two the compiler cannot see it.
    return { commandId, digest: commandId, kind, entityId, command, actor, via: 'import', atMs } as Envelope;
  }

  #key({ position }: PendingRow, index: number): string {
    return `import/${this.#importId}:${position}:${index}`;
  }
}

function rowOutcome(row: PendingRow, projectCode: string | undefined, outcome: Outcome | undefined): RowOutcome {
  const refusal: Refusal | null = outcome && !outcome.ok && isRefusal(outcome.refusal) ? outcome.refusal : null;
  // A code that was allocated for a row that is refused names nothing.
  return { position: row.position, projectCode: refusal ? row.projectCode : (projectCode ?? null), refusal };
}
