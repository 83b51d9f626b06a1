import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath, run } from './run.mjs';

const MAVEN_MS = 10 * 60_000;

/** The tools that are needed and not there. */
export const lackingTools = () => ['java', 'mvn'].filter(tool => onPath(tool) === undefined);

/** Puts `artifacts` (`group:name:version`) and what they stand on into `dir/jars`. Never throws: `{ ok, output }`. */
export async function jarsInto(dir, artifacts) {
  await writeFile(join(dir, 'pom.xml'), pomOf(artifacts));
  const goal = ['-B', '-q', 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
  const { ok, output } = await run('mvn', goal, { cwd: dir, timeoutMs: MAVEN_MS });
  return { ok: ok && (await readdir(join(dir, 'jars'))).length > 0, output };
}

const dependencyOf = artifact => {
  const [group, name, version] = artifact.split(':');
  return `
    <dependency>
      <groupId>${group}</groupId>
      <artifactId>${name}</artifactId>
      <version>${version}</version>
    </dependency>`;
};

const pomOf = artifacts => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>weekly-dispatch</groupId>
  <artifactId>tools</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>${artifacts.map(dependencyOf).join('')}
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>3.8.1</version>
      </plugin>
    </plugins>
  </build>
</project>
`;
