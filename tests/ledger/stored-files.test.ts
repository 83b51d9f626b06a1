import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rememberFile, storedFile, unknownFiles, uploadOf } from '../../src/ledger/stored-files.ts';
import { at, HANDLER, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const FILE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

describe.each(DATABASES)('stored files on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const store = (commandId: string, name: string, sha256 = FILE) =>
    rememberFile(office.db, { commandId, sha256, name, type: 'pdf', bytes: 3_000_000_000, by: 'wu', atMs: at(NOW) });

  test('are known by their bytes, under the name they came under first, each sending kept', async () => {
    expect(await storedFile(office.db, FILE)).toBeNull();
    expect(await store('wu:1', 'a.pdf')).toEqual({ sha256: FILE, name: 'a.pdf' });
    expect(await store('wu:2', 'b.pdf')).toEqual({ sha256: FILE, name: 'b.pdf' });
    expect(await storedFile(office.db, FILE)).toMatchObject({ name: 'a.pdf', type: 'pdf', stored_by: 'wu' });
    expect(Number((await storedFile(office.db, FILE))?.bytes)).toBe(3_000_000_000);
    expect(await uploadOf(office.db, 'wu:2')).toEqual({ sha256: FILE, name: 'b.pdf' });
    expect(await uploadOf(office.db, 'wu:3')).toBeNull();
    expect(await unknownFiles(office.db, [FILE, OTHER])).toEqual([OTHER]);
  });

  test('the same sending twice, also at once, does nothing more', async () => {
    const answers = await Promise.all([store('wu:1', 'a.pdf'), store('wu:1', 'a.pdf')]);
    expect(answers).toEqual([await store('wu:1', 'a.pdf'), { sha256: FILE, name: 'a.pdf' }]);
    expect(await office.db.selectFrom('file_upload').selectAll().execute()).toHaveLength(1);
  });

  test('evidence of a project and of a problem names stored ones only; nothing is written otherwise', async () => {
    const evidence = [{ kind: '照片', file: FILE }];
    const project = (commandId: string) =>
      office.give(
        makeEnvelope(
          'project',
          'P-1',
          { type: 'start', facts: makeProjectFacts(), stage: 'lead', evidence },
          { commandId },
        ),
      );
    expect(await project('one')).toMatchObject({ ok: false, refusal: { code: 'fileNotFound', value: FILE } });
    expect(await office.db.selectFrom('project').selectAll().execute()).toEqual([]);
    await office.give(
      makeEnvelope('problem', 'W-1', {
        type: 'raise',
        facts: {
          ...{ title: '用地', detail: null, project: null, county: '鲤城区', category: 'land', source: 'weekly' },
        } as never,
      }),
    );
    const resolve = () =>
      office.give(makeEnvelope('problem', 'W-1', { type: 'resolve', result: '办结', evidence }, { actor: HANDLER }));
    expect(await resolve()).toMatchObject({ ok: false, refusal: { code: 'fileNotFound', field: 'evidence[0].file' } });
    await store('wu:1', 'a.jpg');
    expect((await project('two')).ok).toBe(true);
    expect(await resolve()).not.toMatchObject({ refusal: { code: 'fileNotFound' } });
  });
});
