import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig, type Call } from './rig.ts';

/** What is sent, `status code field`, what the sentence must hold in Chinese and in English, and the value that is named. */
type Case = [what: string, call: Call, refusal: string, zh: string, en: string, value?: unknown];

const PROJECTS = '/api/v1/projects';
const start = (body: unknown): Call => ({ method: 'POST', url: PROJECTS, body });
const advance = (body: unknown): Call => ({ method: 'POST', url: `${PROJECTS}/QZ-1/advance`, body });
const raw = (payload: string | Buffer, type = 'application/json'): Call => ({
  method: 'POST',
  url: PROJECTS,
  payload,
  headers: { 'content-type': type },
});
const person = (body: object): Call => ({
  method: 'PUT',
  url: '/api/v1/people/new',
  as: 'admin',
  body: { name: '林晓', unit: 'office', roles: [], ...body },
});
const upload = (payload: string | Buffer, query = 'fileName=ledger.xlsx'): Call => ({
  method: 'POST',
  url: `/api/v1/imports?${query}`,
  payload,
  headers: { 'content-type': 'application/octet-stream' },
});

const ENCRYPTED = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.alloc(600),
  Buffer.from('EncryptedPackage', 'utf16le'),
]);

/** The row of the list each case stands for. */
const CASES: Case[] = [
  ['an empty body', raw(''), '400 required body', '必填', 'needed'],
  ['no body', { method: 'POST', url: PROJECTS }, '400 required name', '必填', 'needed'],
  ['a truncated body', raw('{"name":"晶'), '400 bodyNotJson body', 'JSON', 'JSON'],
  [
    'bytes that are no UTF-8',
    raw(Buffer.from('7b226e616d65223a22c3227d', 'hex')),
    '400 bodyNotJson body',
    'UTF-8',
    'UTF-8',
  ],
  ['a list for an object', start([]), '400 wrongType body', '对象', 'an object', '[]'],
  ['null for an object', start(null), '400 required body', '必填', 'needed'],
  [
    'a deeply nested body',
    raw(`${'['.repeat(400_000)}${']'.repeat(400_000)}`),
    '400 wrongType body',
    '对象',
    'an object',
  ],
  ['a wrong type', start({ name: 5 }), '400 wrongType name', '文字', 'text', 5],
  [
    'another media type',
    raw('name=x', 'application/x-www-form-urlencoded'),
    '415 wrongMediaType Content-Type',
    'application/json',
    'application/json',
    'application/x-www-form-urlencoded',
  ],
  [
    'an unknown field',
    start({ name: 'x', colour: 'red' }),
    '400 unknownField colour',
    '没有这个字段',
    'no such field',
    'red',
  ],
  [
    'a field that stands twice',
    raw('{"name":"x","name":"y"}'),
    '400 keyTwice name',
    '写了两次',
    'stands twice',
    'name',
  ],
  [
    'one that stands twice in a list, once with an escape',
    raw('{"name":"}\\"{","milestones":{"signing":{"evidence":[{"kind":"a"},{"kind":"b","k\\u0069nd":"c"}]}}}'),
    '400 keyTwice milestones.signing.evidence[1].kind',
    '写了两次',
    'stands twice',
    'kind',
  ],
  [
    'a key that reaches for the prototype',
    raw('{"name":"x","__proto__":{"a":1}}'),
    '400 unknownField __proto__',
    '没有这个字段',
    'no such field',
    '{"a":1}',
  ],
  [
    'such a key in a list',
    raw('{"name":"x","milestones":{"signing":{"evidence":[{"kind":"a"},{"__proto__":null}]}}}'),
    '400 unknownField milestones.signing.evidence[1].__proto__',
    '没有这个字段',
    'no such field',
    null,
  ],
  [
    'the longer way to the prototype',
    raw('{"name":"x","constructor":{"prototype":{"admin":true}}}'),
    '400 unknownField constructor.prototype',
    '没有这个字段',
    'no such field',
    '{"admin":true}',
  ],
  [
    'a field called as every object has one',
    raw('{"name":"x","constructor":1}'),
    '400 unknownField constructor',
    'constructor：没有这个字段',
    'no such field',
    1,
  ],
  [
    'such a key deeper than anything',
    raw(`${'['.repeat(400_000)}{"__proto__":1}${']'.repeat(400_000)}`),
    '400 unknownField ' + '[0]'.repeat(19) + '.__proto__',
    '没有这个字段',
    'no such field',
    1,
  ],
  ['such a key in half a body', raw('{"__proto__":{"a":1}'), '400 bodyNotJson body', 'JSON', 'JSON'],
  ['a NUL', start({ name: 'a\0b' }), '400 badCharacters name', 'U+0000', 'U+0000', 'a\0b'],
  ['a lone surrogate', raw('{"name":"a\\ud800b"}'), '400 badCharacters name', 'U+D800', 'U+D800'],
  ['a name of 201', start({ name: '园'.repeat(201) }), '400 tooLong name', '200', '200'],
  ['a name of 10 MB', start({ name: 'x'.repeat(10_000_000) }), '400 tooLong name', '200', '200'],
  ['a body of 17 MB', start({ name: 'x'.repeat(17_000_000) }), '413 bodyTooLarge body', '16777216', '16777216'],
  [
    'a day that is not',
    advance({ to: 'landing', on: '2026-02-30' }),
    '400 noSuchDate on',
    '日历',
    'calendar',
    '2026-02-30',
  ],
  [
    'more digits than 万元 holds',
    start({ name: 'x', investmentWan: 12.5 }),
    '400 notWholeWan investmentWan',
    '整数万元',
    'whole number of 万元',
    12.5,
  ],
  [
    '亿元 below one 万元',
    start({ name: 'x', investmentYi: '1.23456' }),
    '400 notWholeWan investmentYi',
    '整数万元',
    'whole number of 万元',
    '1.23456',
  ],
  ['negative money', start({ name: 'x', investmentWan: -1 }), '400 negativeMoney investmentWan', '负', 'negative', -1],
  [
    'money beyond all projects',
    start({ name: 'x', investmentWan: 1e12 }),
    '400 outOfRange investmentWan',
    '1000000000',
    '1000000000',
    1e12,
  ],
  [
    'an unknown stage',
    advance({ to: 'digging', on: '2026-01-01' }),
    '400 stageUnknown to',
    '开工（groundbreaking）',
    'groundbreaking',
    'digging',
  ],
  [
    'a stage behind the present one',
    advance({ to: 'lead', on: '2026-01-01' }),
    '409 stageNotAhead to',
    '签约（signing）',
    'signing',
    'lead',
  ],
  [
    'an actual date in the future',
    advance({ to: 'landing', on: '2026-11-24' }),
    '422 dateInFuture on',
    '2026-11-23',
    '2026-11-23',
    '2026-11-24',
  ],
  [
    'a date before the last stage',
    advance({ to: 'landing', on: '2026-04-27' }),
    '422 dateBeforeLastStage on',
    '2026-04-28',
    '2026-04-28',
    '2026-04-27',
  ],
  [
    'a stage passed over without its date',
    advance({ to: 'groundbreaking', on: '2026-06-01' }),
    '422 stageNeedsDate passed.landing',
    '落地',
    'landing',
  ],
  [
    'a code that exists',
    start({ name: 'another', code: 'QZ-1' }),
    '409 alreadyExists code',
    '已存在',
    'exists',
    'QZ-1',
  ],
  [
    'a code that reaches for another address',
    start({ name: 'x', code: '../x' }),
    '400 badFormat code',
    'A-Z',
    'A-Z',
    '../x',
  ],
  ['no key', { ...start({ name: 'x' }), key: null }, '400 keyMissing Idempotency-Key', '新的键', 'a key'],
  [
    'a key with a blank',
    { ...start({ name: 'x' }), key: 'a b' },
    '400 badFormat Idempotency-Key',
    'ASCII',
    'ASCII',
    'a b',
  ],
  [
    'a key of 101',
    { ...start({ name: 'x' }), key: 'k'.repeat(101) },
    '400 badFormat Idempotency-Key',
    'ASCII',
    'ASCII',
  ],
  [
    'a key used for another command',
    { ...start({ name: 'x' }), key: 'first' },
    '422 keyReused Idempotency-Key',
    '换一个键',
    'new key',
    'first',
  ],
  [
    'a recipient with a line break',
    person({ address: 'a@b.cn\r\nBcc: c@d.cn' }),
    '400 badMailAddress address',
    '邮箱',
    'mail address',
    'a@b.cn\r\nBcc: c@d.cn',
  ],
  [
    'a recipient with a comma',
    person({ address: 'a@b.cn,c@d.cn' }),
    '400 badMailAddress address',
    '一个地址',
    'one address',
    'a@b.cn,c@d.cn',
  ],
  ['a recipient of 10,000', person({ address: `${'a'.repeat(10_000)}@b.cn` }), '400 tooLong address', '1000', '1000'],
  ['a file that is no workbook', upload('%PDF-1.7'), '422 notAWorkbook file', 'PDF', 'PDF', 'ledger.xlsx'],
  ['an encrypted workbook', upload(ENCRYPTED), '422 workbookEncrypted file', '密码', 'password', 'ledger.xlsx'],
  [
    'a ledger as JSON',
    { ...upload('{}'), headers: { 'content-type': 'application/json' } },
    '415 wrongMediaType Content-Type',
    'multipart/form-data',
    'multipart/form-data',
    'application/json',
  ],
  ['an empty file', upload(''), '422 workbookEmpty file', '没有内容', 'nothing', 'ledger.xlsx'],
  ['a file without a header', upload('a,b\n1,2\n', 'fileName=ledger.csv'), '422 headerNotFound file', '表头', 'header'],
  ['a text called .xlsx', upload('a,b\n1,2\n'), '422 notAWorkbook file', '纯文本', 'plain text', 'ledger.xlsx'],
  [
    'an assumption that is none',
    upload('x', 'assume=%E6%8E%A8%E8%BF%9B%E4%B8%AD'),
    '400 badFormat assume',
    '推进中=签约',
    '推进中=签约',
    '推进中',
  ],
  ['an unknown project', { url: `${PROJECTS}/QZ-404` }, '404 notFound code', '找不到', 'there is no', 'QZ-404'],
  [
    'a command on an unknown project',
    { method: 'POST', url: `${PROJECTS}/QZ-404/withdraw`, body: { reason: 'x' } },
    '404 notFound code',
    '找不到',
    'there is no',
    'QZ-404',
  ],
  [
    'an unknown address',
    { url: '/api/v1/nothing' },
    '404 notFound path',
    '找不到',
    'there is no',
    'GET /api/v1/nothing',
  ],
  ['a mail with a NUL in its id', { url: '/api/v1/mails/a%00b' }, '400 badCharacters id', 'U+0000', 'U+0000', 'a\0b'],
  ['an address that cannot be decoded', { url: `${PROJECTS}/%ff` }, '400 badFormat path', 'UTF-8', 'UTF-8'],
  ['a code longer than any', { url: `${PROJECTS}/${'x'.repeat(5_000)}` }, '400 tooLong path', '200', '200'],
  [
    'a filter that is in no list',
    { url: `${PROJECTS}?status=sleeping` },
    '400 notInList status',
    '暂缓（paused）',
    'paused',
    'sleeping',
  ],
  [
    'an unknown filter',
    { url: `${PROJECTS}?sortedBy=name` },
    '400 unknownField sortedBy',
    '没有这个字段',
    'no such field',
    'name',
  ],
  ['a filter given twice', { url: `${PROJECTS}?county=a&county=b` }, '400 wrongType county', '文字', 'text'],
  ['a cursor that is none', { url: `${PROJECTS}?cursor=xyz` }, '400 badFormat cursor', 'next', 'next', 'xyz'],
  ['a page of 201', { url: `${PROJECTS}?limit=201` }, '400 outOfRange limit', '200', '200', '201'],
  ['nobody', { url: PROJECTS, as: null }, '401 notSignedIn Authorization', 'Bearer', 'Bearer'],
  [
    'a token of nobody',
    { url: PROJECTS, as: null, headers: { authorization: 'Bearer x' } },
    '401 notSignedIn Authorization',
    'Bearer',
    'Bearer',
  ],
  [
    'a person who is no administrator',
    { ...person({}), as: 'coordinator' },
    '403 notAllowed actor',
    '管理员',
    'administrator',
    'coordinator',
  ],
];

describe('bad input', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi();
    const facts = {
      name: '晶旭半导体',
      code: 'QZ-1',
      stage: 'signing',
      milestones: { signing: { actual: '2026-04-28' } },
    };
    expect((await rig.call({ ...start(facts), key: 'first' })).status).toBe(201);
  });
  afterAll(() => rig.stop());

  test.each(CASES)('%s is refused in both languages, and nothing is written', async (...wrong) => {
    const [, call, refusal, zh, en, ...value] = wrong;
    const [status, code, field = ''] = refusal.split(' ');
    const before = await rig.rows();
    for (const lang of ['zh-CN', 'en'] as const) {
      const answer = await rig.call({ ...call, lang });
      const [error] = answer.body?.errors ?? [];
      expect([answer.status, answer.body?.code, error?.field].join(' ')).toBe(refusal);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['content-language']).toBe(lang);
      if (value.length > 0) expect(error.value).toBe(value[0]);
      expect(error.message).toContain(field);
      expect(error.message).toContain(lang === 'en' ? en : zh);
      expect(answer.body).toMatchObject({ type: `urn:weekly-dispatch:problem:${code}`, status: Number(status) });
      expect(answer.text).not.toMatch(/node_modules|\bat .*\.ts|stack/);
    }
    expect(await rig.rows()).toEqual(before);
  });

  test('every wrong field is named at once', async () => {
    const { body } = await rig.call({
      ...start({ name: '', county: 7, stage: 'x', investmentWan: 0.1 }),
      lang: 'zh-CN',
    });
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual([
      'name required',
      'county wrongType',
      'investmentWan notWholeWan',
      'stage stageUnknown',
    ]);
    expect(body.title).toBe('请求有误');
  });
});
