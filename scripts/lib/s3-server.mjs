import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jarsInto, lackingTools } from './maven.mjs';
import { exists, provide } from './provide.mjs';
import { SetupProblem, step } from './say.mjs';

const VERSION = '2.6.0';
const PROGRAM = 's3-server';
const CACHED = `${PROGRAM}-s3proxy-${VERSION}`;

/** A server that speaks S3 over a folder and verifies signatures (S3Proxy), for tests: in the cache, else from Maven. */
export async function findS3Server(cache) {
  const cached = join(cache, CACHED, PROGRAM);
  if (await exists(cached)) return cached;
  const lacking = lackingTools();
  if (lacking.length > 0) throw missing(lacking.join(', '));
  let output = '';
  const program = await step('用 Maven 获取测试用的 S3 服务', 'fetching an S3 server for tests with Maven', () =>
    provide(cache, CACHED, PROGRAM, async dir => {
      const copied = await jarsInto(dir, [`org.gaul:s3proxy:${VERSION}`]);
      output = copied.output;
      if (!copied.ok) return false;
      await writeFile(join(dir, 'logback.xml'), LOGGING);
      await writeFile(join(dir, PROGRAM), WRAPPER);
      await chmod(join(dir, PROGRAM), 0o755);
      return true;
    }),
  );
  if (program === undefined) throw missing('mvn', output);
  return program;
}

/** Started as `s3-server FILE`, a file of properties. */
const WRAPPER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -Xmx256m -XX:TieredStopAtLevel=1 -Dlogback.configurationFile="$here/logback.xml" -cp "$here/jars/*" org.gaul.s3proxy.Main --properties "$1"
`;

const LOGGING = `<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %level %logger{20} %msg%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
`;

const missing = (what, output = '') =>
  new SetupProblem(
    `缺少 S3 服务（仅测试需要），且不可用：${what}。请安装 JDK ≥ 17 与 Maven 后重试。`,
    `The S3 server is missing (only tests need it), and this does not serve: ${what}. Install a JDK ≥ 17 and Maven, then try again.`,
    output,
  );
