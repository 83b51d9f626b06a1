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
const { addUp, closingLine, countJest, FAILED, PASSED } = await loadScript<{
  addUp(counts: Count[]): Count;
  closingLine(count: Count): string;
  countJest(report: Report | undefined, code: number): Count;
  FAILED: Count;
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
