import { describe, expect, test } from '@jest/globals';
import type { ProjectCommand } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { makeContext, makeProjectFacts, makeProjectRuleFacts } from '../../support/make.ts';
import { signed } from './walk.ts';

const STORED = 'a'.repeat(64);
const UNKNOWN = 'b'.repeat(64);
const facts = makeProjectRuleFacts({ unknownFiles: [UNKNOWN] });
const evidence = (file: string) => [{ kind: '照片' }, { kind: '用地批复', number: '1', file }];
const commands = (file: string): [string, ProjectCommand][] => [
  ['advance', { type: 'advance', to: 'landing', on: '2026-06-01', evidence: evidence(file) }],
  ['prove', { type: 'prove', stage: 'signing', evidence: evidence(file) }],
  ['upgrade', { type: 'upgrade', agreement: 'contract', on: '2026-06-01', evidence: evidence(file) }],
];

describe('evidence that names a file', () => {
  test.each(commands(UNKNOWN))('%s is refused when nobody stored it', (_, command) => {
    expect(decideProject(signed(), command, facts, makeContext())).toMatchObject({
      code: 'fileNotFound',
      field: 'evidence[1].file',
      value: UNKNOWN,
    });
  });

  test.each(commands(STORED))('%s with a stored one is not refused for it', (_, command) => {
    const answer = decideProject(signed(), command, facts, makeContext());
    expect(isRefusal(answer) ? answer.code : 'decided').not.toBe('fileNotFound');
  });

  test('a start is refused too', () => {
    const command: ProjectCommand = {
      type: 'start',
      facts: makeProjectFacts(),
      stage: 'lead',
      evidence: evidence(UNKNOWN),
    };
    expect(decideProject(null, command, facts, makeContext())).toMatchObject({ code: 'fileNotFound' });
  });

  const tomorrow = [
    { kind: '照片', on: '2026-11-23' },
    { kind: '用地批复', number: '1', on: '2026-11-24' },
  ];
  test.each(commands(STORED))('%s with a paper of a day to come is refused', (_, command) => {
    expect(decideProject(signed(), { ...command, evidence: tomorrow } as ProjectCommand, facts, makeContext())).toEqual(
      {
        ...{ code: 'paperInFuture', field: 'evidence[1].on', value: '2026-11-24' },
        params: { today: '2026-11-23' },
      },
    );
  });
});
