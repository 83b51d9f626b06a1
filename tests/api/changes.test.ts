import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { watchChanges } from '../../src/api/changes.ts';
import { makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { until } from '../support/until.ts';
import { startApi, type ApiRig } from './rig.ts';

describe('following changes', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi();
  });
  afterAll(() => rig.stop());

  const start = (code: string) =>
    rig.ledger.commit([
      makeEnvelope('project', code, {
        type: 'start',
        facts: makeProjectFacts({ name: code }),
        stage: 'lead',
      }),
    ]);
  const watch = () =>
    watchChanges({
      db: rig.db,
      everyMs: 5,
      onError: error => {
        throw error;
      },
    });

  test('whoever follows hears of what kind it was, once, and nothing of what was before', async () => {
    await start('P-1');
    const changes = watch();
    const heard: string[][] = [];
    const following = changes.follow(kinds => heard.push([...kinds]));
    await following.begun;
    expect(heard).toEqual([]);
    await start('P-2');
    await until('the change is told', () => heard.length > 0);
    expect(heard).toEqual([['project']]);
    following.leave();
    await start('P-3');
    const later: string[][] = [];
    await changes.follow(kinds => later.push([...kinds])).begun;
    await start('P-4');
    await until('the other follower hears', () => later.length > 0);
    expect(heard).toHaveLength(1);
    changes.stop();
  });

  test('a ledger that is away is asked again, and its return is told', async () => {
    const errors: unknown[] = [];
    let away = true;
    const db = new Proxy(rig.db, {
      get(target, name) {
        if (name === 'selectFrom' && away) throw new Error('away');
        const found: unknown = Reflect.get(target, name);
        return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      },
    });
    const changes = watchChanges({ db, everyMs: 5, onError: error => errors.push(error) });
    const heard: string[][] = [];
    changes.follow(kinds => heard.push([...kinds]));
    await until('it was asked while away', () => errors.length > 1);
    away = false;
    await until('a change after its return is told', async () => {
      await start(`P-${Math.random().toString(36).slice(2, 10)}`);
      return heard.length > 0;
    });
    changes.stop();
  });

  test('is for whoever is signed in, and ends so that it is looked at again who asks', async () => {
    expect((await rig.call({ url: '/api/v1/changes', as: null })).status).toBe(401);
    const answer = await rig.call({ url: '/api/v1/changes' });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(answer.text).toContain('retry: 3000');
  });
});
