import { describe, expect, test } from '@jest/globals';
import { loadScript } from '../support/script.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}
interface TestResult {
  name: string;
  message: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
}
const { addUp, closingLine, countJest, FAILED, failuresOf, PASSED } = await loadScript<{
  addUp(counts: Count[]): Count;
  closingLine(count: Count): string;
  countJest(report: Report | undefined, code: number): Count;
  FAILED: Count;
  failuresOf(report: { testResults: TestResult[] } | undefined): string[];
  PASSED: Count;
}>('lib/count.mjs');

const report = (over: Partial<Report>): Report => ({
  ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 },
  ...over,
});

describe('the closing line of npm test', () => {
  test('sums checks and suites', () => {
    const suites = countJest(report({ numPassedTests: 40, numFailedTests: 2 }), 1);
    expect(closingLine(addUp([PASSED, FAILED, suites]))).toBe('41 passed, 3 failed');
  });

  test('names skipped tests only when there are some', () => {
    expect(closingLine(countJest(report({ numPassedTests: 1, numPendingTests: 1, numTodoTests: 1 }), 0))).toBe(
      '1 passed, 0 failed, 2 skipped',
    );
  });

  test('a file that could not be loaded is a failure', () => {
    expect(countJest(report({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 }), 1).failed).toBe(1);
  });

  test('a jest that died without a report, or failed for no test, is a failure', () => {
    expect(countJest(undefined, 0).failed).toBe(1);
    expect(countJest(report({ numPassedTests: 3 }), 1).failed).toBe(1);
  });
});

describe('the failures told once more at the end', () => {
  const result = (over: Partial<TestResult>): TestResult => ({
    name: 'tests/a.test.ts',
    message: '',
    assertionResults: [],
    ...over,
  });

  test('name the file and the test, with the beginning of what it said, without colours', () => {
    const failureMessages = [`\u001b[31mexpected 1\u001b[0m\nreceived 2\n${'at somewhere\n'.repeat(40)}`];
    const [told = ''] = failuresOf({
      testResults: [
        result({
          message: 'all of it',
          assertionResults: [
            { fullName: 'it adds up', status: 'failed', failureMessages },
            { fullName: 'it rests', status: 'passed', failureMessages: [] },
          ],
        }),
      ],
    });
    expect(told).toMatch(/^✗ tests\/a\.test\.ts › it adds up\n {4}expected 1\n {4}received 2\n/);
    expect(told.split('\n')).toHaveLength(9);
  });

  test('tell of a file that could not be loaded, and nothing where all is well', () => {
    expect(failuresOf({ testResults: [result({ message: 'cannot find module' })] })).toEqual([
      '✗ tests/a.test.ts\n    cannot find module',
    ]);
    const assertionResults = [{ fullName: 'fine', status: 'passed', failureMessages: [] }];
    expect(failuresOf({ testResults: [result({ assertionResults })] })).toEqual([]);
    expect(failuresOf(undefined)).toEqual([]);
  });
});
