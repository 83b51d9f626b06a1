import { describe, expect, test } from '@jest/globals';
import { knownHeader } from '../../../src/domain/ledger-import/headers.ts';
import { columnLetters, projectKey } from '../../../src/domain/ledger-import/text.ts';
import { parseAssumptions, stageOfWord } from '../../../src/domain/ledger-import/words.ts';

describe('a header', () => {
  test.each([
    ['项目名称', 'name'],
    [' 项 目\n名 称 ', 'name'],
    ['*项目名称', 'name'],
    ['项目名称:', 'name'],
    ['所属县(市、区)', 'county'],
    ['所属县(市、区)', 'county'],
    ['县区', 'county'],
    ['属地', 'county'],
    ['Code', 'code'],
    ['签约时间', 'actual.signing'],
    ['签约日期(年月日)', 'actual.signing'],
    ['实际开工时间', 'actual.groundbreaking'],
    ['开工时间【实际】', 'actual.groundbreaking'],
    ['计划开工时间', 'plan.groundbreaking'],
    ['开工计划时间', 'plan.groundbreaking'],
    ['开工时间(计划)', 'plan.groundbreaking'],
    ['预计竣工日期', 'plan.completion'],
    ['拟投产时间', 'plan.production'],
    ['达产时间', 'actual.fullCapacity'],
    ['进展阶段', 'stage'],
    ['挂钩领导', 'leaderName'],
    ['序号', 'serial'],
  ])('%j is read as %s', (text, field) => {
    expect(knownHeader(text)?.field).toBe(field);
  });

  test.each([
    ['总投资(亿元)', '亿元'],
    ['总投资(亿元)', '亿元'],
    ['总投资\n(万元)', '万元'],
    ['总投资(单位:万元)', '万元'],
    ['总投资/亿元', '亿元'],
    ['计划总投资额(人民币亿元)', '亿元'],
    ['总投资(万美元)', '万美元'],
    ['总投资(亿元/万美元)', '亿元/万美元'],
    ['总投资', null],
    ['总投资(估算)', null],
  ])('%j is money in %s', (text, unit) => {
    expect(knownHeader(text)).toMatchObject({ field: 'money', unit });
  });

  test.each([
    '',
    '总投资完成率',
    '总投资(本年完成)',
    '总投资额(其中设备)',
    '是否开工',
    '签约',
    '用地面积(亩)',
    '项目进展情况',
    '项'.repeat(41),
  ])('%j is not known', text => {
    expect(knownHeader(text)).toBeNull();
  });
});

describe('a word of the stage column', () => {
  test.each([
    ['在建', 'groundbreaking'],
    ['开工', 'groundbreaking'],
    ['已开工', 'groundbreaking'],
    ['签约阶段', 'signing'],
    ['已签约', 'signing'],
    ['在谈', 'negotiation'],
    ['在谈项目', 'negotiation'],
    ['竣 工', 'completion'],
    ['达产', 'fullCapacity'],
    ['signing', 'signing'],
  ])('%s is %s', (word, stage) => {
    expect(stageOfWord(word)).toBe(stage);
  });

  test.each(['推进中', '拟签约', '未开工', '待开工', '签约落地', '', '部分投产'])('%j names no stage', word => {
    expect(stageOfWord(word)).toBeNull();
  });
});

describe('assumptions', () => {
  test('are read as typed, with Chinese or English stages and a full-width sign', () => {
    expect(parseAssumptions(['推进中=签约', '筹备=lead'])).toEqual({ 推进中: 'signing', 筹备: 'lead' });
  });

  test.each([
    [['推进中'], 'badFormat', undefined],
    [['推进中='], 'badFormat', undefined],
    [['=签约'], 'badFormat', undefined],
    [['a=b=c'], 'badFormat', undefined],
    [['推进中=腾飞'], 'assumptionUnknown', 'stageUnknown'],
    [['在建=竣工'], 'assumptionUnknown', 'namesAStage'],
    [['推进中=签约', '推进中=落地'], 'assumptionUnknown', 'twice'],
  ])('%j is refused as %s (%s)', (answers, code, rule) => {
    expect(parseAssumptions(answers)).toMatchObject({ code, field: 'assume', ...(rule ? { params: { rule } } : {}) });
  });

  test('a word such as __proto__ is only a word', () => {
    expect(Object.keys(parseAssumptions(['__proto__=签约']))).toEqual(['__proto__']);
  });
});

test('columns are lettered as spreadsheets do', () => {
  expect([1, 26, 27, 52, 53, 702, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('a project is the same however its name is spaced or bracketed, and another one in another county', () => {
  expect(projectKey('恒安(二期) 项目', '晋江市')).toBe(projectKey('恒安(二期)项目', '晋江市 '));
  expect(projectKey('恒安项目', '晋江市')).not.toBe(projectKey('恒安项目', null));
});
