import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jarsInto, lackingTools } from './maven.mjs';
import { exists, provide } from './provide.mjs';
import { SetupProblem, step } from './say.mjs';
import { downloadBySdk, isDownloadOpen } from './sdk-download.mjs';
import { sdkVersion } from './versions.mjs';

const VERSION = '1.31.0';
const PROGRAM = 'temporal-test-server';
const FROM_MAVEN = `${PROGRAM}-${VERSION}`;

/** The time-skipping test server: in the cache, downloaded by the SDK, from its Maven artifact, in this order. */
export async function findTestServer(cache) {
  const downloaded = `${PROGRAM}-sdk-${await sdkVersion()}`;
  for (const name of [FROM_MAVEN, downloaded]) {
    const program = join(cache, name, PROGRAM);
    if (await exists(program)) return program;
  }
  return (await download(cache, downloaded)) ?? (await fromMaven(cache));
}

async function download(cache, name) {
  if (!(await isDownloadOpen())) return undefined;
  return step('下载时间跳跃测试服务', 'downloading the time-skipping test server (Temporal SDK)', () =>
    provide(cache, name, PROGRAM, dir => downloadBySdk('time-skipping', dir, PROGRAM)),
  );
}

async function fromMaven(cache) {
  const lacking = lackingTools();
  if (lacking.length > 0) throw missing(lacking.join(', '));
  let output = '';
  const program = await step('用 Maven 获取时间跳跃测试服务', 'fetching the time-skipping test server with Maven', () =>
    provide(cache, FROM_MAVEN, PROGRAM, async dir => {
      const copied = await jarsInto(dir, [`io.temporal:temporal-test-server:${VERSION}`, 'org.slf4j:slf4j-nop:1.7.36']);
      output = copied.output;
      if (!copied.ok) return false;
      await writeFile(join(dir, PROGRAM), WRAPPER);
      await chmod(join(dir, PROGRAM), 0o755);
      return true;
    }),
  );
  if (program === undefined) throw missing('mvn', output);
  return program;
}

/** Started as `temporal-test-server PORT …`, as the SDK starts its own download. */
const WRAPPER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -Xmx512m -XX:TieredStopAtLevel=1 -cp "$here/jars/*" io.temporal.testserver.TestServer "$@"
`;

const missing = (what, output = '') =>
  new SetupProblem(
    `缺少时间跳跃测试服务（仅测试与年度预演需要）：官方下载不可达，且不可用：${what}。请安装 JDK ≥ 11 与 Maven 后重试。`,
    `The time-skipping test server is missing (tests and rehearsals need it): the official download is closed, and this does not ` +
      `serve: ${what}. Install a JDK ≥ 11 and Maven, then try again.`,
    output,
  );
