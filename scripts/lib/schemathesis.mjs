import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { exists, provide } from './provide.mjs';
import { onPath, run } from './run.mjs';
import { SetupProblem, step } from './say.mjs';

const REQUIREMENTS = join(ROOT, 'scripts', 'fuzz', 'requirements.txt');
const INSTALL_MS = 10 * 60_000;
/** Schemathesis wants 3.10. */
const RIGHT_VERSION = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** The Python with Schemathesis in it (run it as `-m schemathesis.cli`: a program of a venv that was moved finds no interpreter): in the cache, else installed there from the package index by pip, in an environment of its own. */
export async function findSchemathesis(cache) {
  const digest = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const name = `schemathesis-${digest}`;
  const program = join('bin', 'python');
  if (await exists(join(cache, name, program))) return join(cache, name, program);
  const python = await usablePython();
  if (python === undefined)
    throw missing('未找到 python3 ≥ 3.10（含 venv）。', 'There is no python3 ≥ 3.10 with venv.');
  let output = '';
  const found = await step('用 pip 获取 Schemathesis', 'fetching Schemathesis with pip', () =>
    provide(cache, name, program, async dir => {
      const made = await run(python, ['-m', 'venv', dir], { timeoutMs: INSTALL_MS });
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS];
      const installed = made.ok ? await run(join(dir, 'bin', 'python'), pip, { timeoutMs: INSTALL_MS }) : made;
      output = installed.output;
      return installed.ok;
    }),
  );
  if (found === undefined) throw missing('pip 安装失败。', 'pip could not install it.', output);
  return found;
}

async function usablePython() {
  for (const name of ['python3', 'python']) {
    const found = onPath(name);
    if (found !== undefined && (await run(found, ['-c', RIGHT_VERSION], { timeoutMs: 30_000 })).ok) return found;
  }
  return undefined;
}

const missing = (zh, en, output = '') =>
  new SetupProblem(
    `缺少 Schemathesis（仅测试需要）：${zh}请安装 Python ≥ 3.10 及其 venv 模块后重试。`,
    `Schemathesis is missing (only tests need it): ${en} Install Python ≥ 3.10 with its venv module (Debian: python3-venv), then try again.`,
    output,
  );
