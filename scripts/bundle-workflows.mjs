// dist/workflows/index.js → dist/workflow-bundle.js. Production workers load this file and nothing else: bundling at
// start would hide what got in, and cost seconds on every start.
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const path = name => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

if (!existsSync(path('workflows/index.js'))) {
  console.error('dist/workflows/index.js is missing: run `npm run build`');
  process.exit(1);
}
const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
const { code } = await bundleWorkflowCode({
  workflowsPath: path('workflows/index.js'),
  logger: new DefaultLogger('WARN'),
});
await writeFile(path('workflow-bundle.js.draft'), code);
await rename(path('workflow-bundle.js.draft'), path('workflow-bundle.js'));
