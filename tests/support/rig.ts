import { Worker, type WorkerOptions } from '@temporalio/worker';
import { TASK_QUEUE } from '../../src/contract/names.ts';
import { collectRuns, failedTasks, type SeenRun } from './run-histories.ts';
import type { TestServer } from './temporal.ts';
import { workflowBundle, type BundleFile } from './workflow-bundle.ts';

export interface RigOptions {
  server: TestServer;
  activities: object;
  /** The product's workflows when left out. */
  bundle?: BundleFile;
  taskQueue?: string;
  worker?: Partial<WorkerOptions>;
}

export interface CheckOptions {
  /** Ids of runs that may still run at the end (`true`: any). They are replayed too, then terminated. */
  leftRunning?: true | readonly string[];
  /** Workflow tasks may fail on the way, because the test breaks something on purpose. */
  tasksMayFail?: boolean;
}

const REST_MS = 3_000;

/**
 * A worker for one test, and the check after it: every run that was started, its children and its earlier and later
 * runs, is replayed from its history; a run left running proves nothing about replay, so it fails the test.
 */
export class Rig {
  readonly #options: RigOptions;
  readonly #bundle: BundleFile;

  private constructor(options: RigOptions, bundle: BundleFile) {
    this.#options = options;
    this.#bundle = bundle;
  }

  static async create(options: RigOptions): Promise<Rig> {
    return new Rig(options, options.bundle ?? (await workflowBundle()));
  }

  /** A worker lives while `body` does; then everything is checked. The usual form of a workflow test. */
  async run<T>(body: () => Promise<T>, checks: CheckOptions = {}): Promise<T> {
    const answer = await this.whileWorking(async () => {
      const given = await body();
      await this.#rest(checks);
      return given;
    });
    await this.check(checks);
    return answer;
  }

  /** The worker only: for tests that take it away and bring another. Call `check` at the end. */
  async whileWorking<T>(body: () => Promise<T>): Promise<T> {
    const { server, activities, taskQueue = TASK_QUEUE, worker } = this.#options;
    const options: WorkerOptions = {
      connection: server.env.nativeConnection,
      namespace: server.namespace,
      taskQueue,
      activities,
      workflowBundle: this.#bundle,
      ...worker,
    };
    return (await Worker.create(options)).runUntil(body);
  }

  /** @throws Error listing every run that does not replay, failed a workflow task, or was left running */
  async check({ leftRunning = [], tasksMayFail = false }: CheckOptions = {}): Promise<void> {
    const { client, started } = this.#options.server;
    const runs = await collectRuns(client, started.drain());
    const running = runs.filter(run => run.running);
    const faults = [
      ...running.filter(run => !mayRun(run, leftRunning)).map(leftBehind),
      ...(tasksMayFail ? [] : runs.flatMap(failedTasks)),
      ...(await this.#replay(runs)),
    ];
    await Promise.all(
      running.map(({ workflowId, runId }) => client.workflow.getHandle(workflowId, runId).terminate('end of test')),
    );
    if (faults.length > 0) throw new Error(`after the test:\n${faults.join('\n')}`);
  }

  /** A run whose last caller has his answer may need one more task to be over: it is given the time for it. */
  async #rest({ leftRunning = [] }: CheckOptions): Promise<void> {
    const { client, started } = this.#options.server;
    const isOver = (run: SeenRun): boolean => !run.running || mayRun(run, leftRunning);
    for (const giveUpAt = Date.now() + REST_MS; Date.now() < giveUpAt;) {
      if ((await collectRuns(client, started.seen())).every(isOver)) return;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async #replay(runs: readonly SeenRun[]): Promise<string[]> {
    const options = { workflowBundle: this.#bundle, replayName: 'rig' };
    const faults: string[] = [];
    for await (const result of Worker.runReplayHistories(options, runs)) {
      if (result.error) faults.push(`${result.workflowId} does not replay: ${result.error.message}`);
    }
    return faults;
  }
}

const mayRun = ({ workflowId }: SeenRun, leftRunning: true | readonly string[]): boolean =>
  leftRunning === true || leftRunning.includes(workflowId);

const leftBehind = (run: SeenRun): string => `${run.workflowId} was left running`;
