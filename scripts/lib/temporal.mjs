import { join } from 'node:path';
import { exists, provide } from './provide.mjs';
import { onPath, run } from './run.mjs';
import { SetupProblem, step } from './say.mjs';
import { downloadBySdk, isDownloadOpen } from './sdk-download.mjs';
import { sdkVersion } from './versions.mjs';

/** The newest tag that `go install` accepts (later ones have a `replace` in go.mod). Server 1.29.1. */
const CLI_VERSION = '1.5.1';
const BUILT = `temporal-cli-${CLI_VERSION}`;
const BUILD_MS = 30 * 60_000;

/** The Temporal CLI: on the PATH, in the cache, downloaded by the SDK, built with Go, in this order. */
export async function findTemporal(cache) {
  const downloaded = `temporal-sdk-${await sdkVersion()}`;
  return (
    (await usableOnPath()) ??
    (await cached(cache, [BUILT, downloaded])) ??
    (await download(cache, downloaded)) ??
    (await goInstall(cache))
  );
}

/** An old `temporal` may lack the flags that we start it with. */
async function usableOnPath() {
  const found = onPath('temporal');
  if (found === undefined) return undefined;
  const { ok, output } = await run(found, ['server', 'start-dev', '--help'], { timeoutMs: 10_000 });
  return ok && output.includes('--search-attribute') ? found : undefined;
}

async function cached(cache, names) {
  for (const name of names) {
    const program = join(cache, name, 'temporal');
    if (await exists(program)) return program;
  }
  return undefined;
}

async function download(cache, name) {
  if (!(await isDownloadOpen())) return undefined;
  return step('下载 Temporal 服务', 'downloading the Temporal server (Temporal SDK)', () =>
    provide(cache, name, 'temporal', dir => downloadBySdk('dev-server', dir, 'temporal')),
  );
}

async function goInstall(cache) {
  const go = onPath('go');
  if (go === undefined)
    throw missing('官方下载不可达，且未找到 go。', 'The official download is closed and there is no `go`.');
  let output = '';
  const program = await step(
    `用 Go 编译 Temporal ${CLI_VERSION}（约 3 分钟，仅一次）`,
    `building Temporal ${CLI_VERSION} with Go (about 3 minutes, once)`,
    () =>
      provide(cache, BUILT, 'temporal', async dir => {
        const env = { ...process.env, GOBIN: dir };
        const module = `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`;
        const built = await run(go, ['install', module], { cwd: dir, env, timeoutMs: BUILD_MS });
        output = built.output;
        return built.ok;
      }),
  );
  if (program === undefined) throw missing('Go 编译失败。', 'The build with Go failed.', output);
  return program;
}

const missing = (zh, en, output = '') =>
  new SetupProblem(
    `缺少 Temporal 服务：${zh}三选一：安装 temporal 命令行并放入 PATH；安装 Go ≥ 1.24 后重试；设置 TEMPORAL_ADDRESS 指向已有的服务。`,
    `The Temporal server is missing: ${en} One of: put the temporal CLI on the PATH (https://docs.temporal.io/cli); ` +
      `install Go ≥ 1.24 and try again; set TEMPORAL_ADDRESS to a server that you have.`,
    output,
  );
