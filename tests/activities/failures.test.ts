import { describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { createLedgerActivities } from '../../src/activities/ledger.ts';
import { isPassing, toFailure } from '../../src/activities/failures.ts';
import { makeEnvelope } from '../support/make.ts';

const coded = (code: string, message = 'said the database'): Error => Object.assign(new Error(message), { code });

describe('an error of the database', () => {
  test.each([
    ['connection lost', coded('08006')],
    ['deadlock', coded('40P01')],
    ['too many connections', coded('53300')],
    ['lock not available', coded('55P03')],
    ['shutting down', coded('57P01')],
    ['nobody listens', coded('ECONNREFUSED')],
    ['hung up', coded('ECONNRESET')],
    ['the pool waited in vain', new Error('timeout exceeded when trying to connect')],
    ['the link broke', new Error('Connection terminated unexpectedly')],
    ['the pool is closing', new Error('Cannot use a pool after calling end on the pool')],
    ['the embedded one is closing', new Error('PGlite is closed')],
  ])('passes by itself: %s', (_, error) => {
    expect(isPassing(error)).toBe(true);
    expect(toFailure(error, { giveUp: true })).toMatchObject({ type: 'DatabaseUnavailable', nonRetryable: false });
  });

  test.each([
    ['a broken rule', coded('23514', 'violates check "connection_timeout"')],
    ['a statement that is wrong', coded('42P01', 'relation "x" does not exist')],
    ['a value that does not fit', coded('22P02')],
    ['a mistake of ours', new TypeError("cannot read 'extended' of undefined")],
  ])('does not: %s', (_, error) => {
    expect(isPassing(error)).toBe(false);
    expect(toFailure(error, { giveUp: true })).toMatchObject({ type: 'LedgerFault', nonRetryable: true });
    expect(toFailure(error, { giveUp: false })).toMatchObject({ type: 'LedgerFault', nonRetryable: false });
  });

  test('that is a failure already stays the one it is', () => {
    const failure = ApplicationFailure.retryable('535 wrong password', 'SenderStopped', 'auth');
    expect(toFailure(failure, { giveUp: true })).toBe(failure);
  });
});

describe('a commit that meets a fault', () => {
  const commit = (via: 'person' | 'clock') => {
    const ledger = { commit: () => Promise.reject(new TypeError('a mistake')) };
    const activities = createLedgerActivities({ ledger: ledger as never });
    return activities.commit(makeEnvelope('project', 'QZ-1', { type: 'resume' }, { via }));
  };

  test('tells a person at once, and is tried again for the clock, which has nobody to tell', async () => {
    await expect(commit('person')).rejects.toMatchObject({ type: 'LedgerFault', nonRetryable: true });
    await expect(commit('clock')).rejects.toMatchObject({ type: 'LedgerFault', nonRetryable: false });
  });
});
