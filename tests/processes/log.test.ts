import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { logOptions, withoutPersonal } from '../../src/processes/log.ts';

/** One line as it would stand in the log. */
function logged(fields: object, message: string): string {
  let text = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  pino(logOptions('info'), out).info(fields, message);
  return text;
}

describe('the log', () => {
  test('is a JSON document a line, with ids', () => {
    const line = logged({ reqId: '2b1c', workflowId: 'project/P-1' }, 'request failed');
    expect(JSON.parse(line)).toMatchObject({
      level: 30,
      reqId: '2b1c',
      workflowId: 'project/P-1',
      msg: 'request failed',
    });
  });

  test('says nothing of a row that a database quotes, nor of a mailbox that a mail server names', () => {
    const database = Object.assign(new Error('duplicate key'), { detail: 'Key (address)=(lin@nanan.example) exists' });
    const mail = Object.assign(new Error('550 5.1.1 <lin@nanan.example>: unknown'), {
      rejected: ['lin@nanan.example'],
    });
    for (const err of [database, mail, new Error('failed', { cause: mail })]) {
      expect(logged({ err }, 'failed')).not.toContain('lin@');
    }
  });

  test.each([
    ['to lin.xiao+a@nanan.example now', 'to …@nanan.example now'],
    ['call 13912345678 or +86 13912345678', 'call … or …'],
    ['"time":1795872000000,"reqId":"8c1f0a3e-13812345678a"', '"time":1795872000000,"reqId":"8c1f0a3e-13812345678a"'],
    ['at node_modules/@temporalio/worker/lib/a.js:12:3', 'at node_modules/@temporalio/worker/lib/a.js:12:3'],
  ])('%s', (line, clean) => {
    expect(withoutPersonal(line)).toBe(clean);
  });
});
