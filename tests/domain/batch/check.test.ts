import { describe, expect, test } from '@jest/globals';
import { checkProject } from '../../../src/domain/batch/check.ts';
import type { PathTemplate } from '../../../src/domain/project/path.ts';
import type { ProjectState } from '../../../src/domain/project/types.ts';
import { makeContext } from '../../support/make.ts';
import { signed, walk } from '../project/walk.ts';
import { negotiated } from './handle.ts';

const event: Parameters<typeof checkProject>[1] = { code: 'B-1', stage: 'signing', on: '2026-11-23' };
const check = (project: ProjectState | undefined, more: Partial<typeof event> = {}) =>
  checkProject({ code: 'A', project }, { ...event, ...more }, makeContext());

const asking = (kind: string, level: 'asked' | 'required'): ProjectState => {
  const project = negotiated('A');
  const path: PathTemplate = { ...project.path, gates: { signing: [{ kind, needs: ['number'], level }] } };
  return { ...project, path };
};

describe('the evidence check of a project', () => {
  test('is ready when its gate has all it asks for, the event itself counting as a paper', () => {
    const contract = { kind: '合同文本', on: '2026-11-20' };
    const proved = walk(negotiated('A'), [{ type: 'prove', stage: 'signing', evidence: [contract] }]);
    expect(check(proved)).toEqual({ code: 'A', verdict: 'ready', missing: [], refusal: null });
    expect(check(asking('集中签约', 'required'))).toMatchObject({ verdict: 'ready', missing: [] });
  });

  test('lacks papers its gate asks for; it is moved all the same', () => {
    const { verdict, missing, refusal } = check(negotiated('A'));
    expect([verdict, missing.map(({ kind }) => kind), refusal]).toEqual(['lacking', ['合同文本'], null]);
  });

  test('cannot take the stage without a paper that is required, and it says which', () => {
    expect(check(asking('会议纪要', 'required'))).toMatchObject({
      verdict: 'cannot',
      missing: [{ kind: '会议纪要', level: 'required' }],
      refusal: { code: 'gateClosed', params: { missing: ['会议纪要'] } },
    });
  });

  test.each<[string, ProjectState | undefined, string]>([
    ['is not in the ledger any more', undefined, 'projectNotFound'],
    ['is paused', { ...negotiated('A'), status: 'paused' }, 'projectPaused'],
    ['was withdrawn since', { ...negotiated('A'), status: 'withdrawn' }, 'projectWithdrawn'],
    ['was signed since', signed(), 'milestoneCounted'],
  ])('cannot take it when it %s', (_, project, code) => {
    expect(check(project)).toMatchObject({ verdict: 'cannot', refusal: { code } });
  });

  test('cannot pass over a milestone without its date', () => {
    expect(check(signed(), { stage: 'groundbreaking' })).toMatchObject({
      verdict: 'cannot',
      refusal: { code: 'stageNeedsDate', params: { stage: 'landing' } },
    });
  });

  test('of an event to come is as if it were today', () => {
    expect(check(negotiated('A'), { on: '2026-12-01' })).toMatchObject({ verdict: 'lacking' });
  });
});
