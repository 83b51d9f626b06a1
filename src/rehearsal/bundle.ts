import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Compiled beside us, or the source itself where tests run it. */
const beside = (path: string): string =>
  [path.replace(/\.ts$/, '.js'), path].map(each => fileURLToPath(new URL(each, import.meta.url))).find(existsSync) ??
  path;

/** The product's workflows with a clock that lies `offsetMs` beside the server's. */
export async function rehearsalBundle(offsetMs: number): Promise<{ code: string }> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: beside('../workflows/index.ts'),
    workflowInterceptorModules: [beside('./workflow-clock.ts')],
    logger: new DefaultLogger('WARN'),
  });
  return { code: `globalThis.__REHEARSAL_OFFSET_MS__ = ${offsetMs};${code}` };
}
