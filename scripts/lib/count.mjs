// Counting and telling over suites of several kinds. Pure, so that a test can hold it to its word.
import { stripVTControlCharacters } from 'node:util';

export const PASSED = { passed: 1, failed: 0, skipped: 0 };
export const FAILED = { passed: 0, failed: 1, skipped: 0 };

export const SKIPPED = { passed: 0, failed: 0, skipped: 1 };

/** How a check ends that could not look: neither good nor bad, and never taken for good. */
export const NOT_CHECKED = 75;

export const countCheck = code => (code === 0 ? PASSED : code === NOT_CHECKED ? SKIPPED : FAILED);

export const addUp = counts =>
  counts.reduce((sum, count) => ({
    passed: sum.passed + count.passed,
    failed: sum.failed + count.failed,
    skipped: sum.skipped + count.skipped,
  }));

/** From jest's JSON report and exit code. A file that could not run at all is a failure; so is a jest that died. */
export function countJest(report, code) {
  if (!report) return FAILED;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Of a long message the beginning says what was wrong; a CI that keeps only the end of its output keeps these. */
const LINES_A_FAILURE = 8;

/** Every failed test and every file that could not run, from jest's JSON report: where, which, and how it began. */
export function failuresOf(report) {
  const told = (place, message) => {
    const start = stripVTControlCharacters(message).split('\n').slice(0, LINES_A_FAILURE);
    return [`✗ ${place}`, ...start.map(line => `    ${line}`)].join('\n');
  };
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length > 0)
      return failed.map(test => told(`${name} › ${test.fullName}`, test.failureMessages.join('\n')));
    return assertionResults.length === 0 && message ? [told(name, message)] : [];
  });
}
