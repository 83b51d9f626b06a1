import type { Agreement, LandKind, Parent } from '../project/types.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { normalise } from './text.ts';

/** The words that name a stage, the usual one first. 在建 means 开工 reached and 竣工 not (domain §2). */
export const STAGE_WORDS: Readonly<Record<Stage, readonly string[]>> = {
  lead: ['线索', '项目线索', '线索跟踪'],
  negotiation: ['在谈', '洽谈', '洽谈中', '在洽谈', '谈判', '对接洽谈'],
  signing: ['签约', '正式签约', '签订合同'],
  landing: ['落地', '注册落地', '落户'],
  groundbreaking: ['开工', '在建', '建设中', '在建中', '开工建设', '开工在建', '动工', '动工建设', '正在建设'],
  completion: ['竣工', '建成', '竣工验收', '完工'],
  production: ['投产', '建成投产', '竣工投产'],
  fullCapacity: ['满产', '达产', '满产达产', '达产满产', '投产达产'],
};

const STAGE_BY_WORD = new Map<string, Stage>(
  STAGES.flatMap(stage => [stage, ...STAGE_WORDS[stage]].map(word => [normalise(word), stage] as const)),
);

/** 签约, 已签约, 签约阶段, 签约项目 and `signing` are one word; 拟签约 and 未签约 are not. */
export function stageOfWord(text: string): Stage | null {
  const word = normalise(text);
  const bare = word.replace(/^已经?/, '').replace(/(?:阶段|项目)$/, '');
  return STAGE_BY_WORD.get(word) ?? STAGE_BY_WORD.get(bare) ?? null;
}

const AGREEMENT_WORDS: Readonly<Record<Agreement, readonly string[]>> = {
  intent: ['意向', '意向书', '意向协议', '意向性协议', '合作意向', '投资意向', '备忘录', '合作备忘录', 'intent'],
  framework: ['协议', '框架', '框架协议', '合作协议', '战略合作协议', '合作框架协议', '投资框架协议', 'framework'],
  contract: [
    '正式合同',
    '合同',
    '正式',
    '正式协议',
    '投资合同',
    '投资协议',
    '正式投资协议',
    '正式投资合同',
    'contract',
  ],
};

const AGREEMENT_BY_WORD = new Map<string, Agreement>(
  Object.entries(AGREEMENT_WORDS).flatMap(([kind, words]) =>
    words.map(word => [normalise(word), kind as Agreement] as const),
  ),
);

export const agreementOfWord = (text: string): Agreement | null => AGREEMENT_BY_WORD.get(normalise(text)) ?? null;

type Relation = Parent['relation'];

const LAND_WORDS: Readonly<Record<LandKind, readonly string[]>> = {
  existing: ['存量用地', '存量土地', '存量', '存量建设用地', 'existing'],
  new: ['新增用地', '新增建设用地', '新增土地', '新增', '新供地', 'new'],
  readyFactory: ['现成厂房', '标准厂房', '现有厂房', '租赁厂房', 'readyfactory'],
  existingFirm: ['依托现有企业', '依托企业', '现有企业', '依托原有企业', 'existingfirm'],
};
const RELATION_WORDS: Readonly<Record<Relation, readonly string[]>> = {
  enlargement: ['增资扩产', '增资', '扩产', '扩建', 'enlargement'],
  phase: ['分期', '分期建设', 'phase'],
};

const readerOf = <Value extends string>(words: Readonly<Record<Value, readonly string[]>>) => {
  const byWord = new Map<string, Value>(
    (Object.entries(words) as [Value, readonly string[]][]).flatMap(([value, spelt]) =>
      spelt.map(word => [normalise(word), value] as const),
    ),
  );
  return (text: string): Value | null => byWord.get(normalise(text)) ?? null;
};
const firstWords = (words: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(words).map(spelt => spelt[0] ?? '');

export const landKindOfWord = readerOf(LAND_WORDS);
export const relationOfWord = readerOf(RELATION_WORDS);
export const landWord = (kind: LandKind): string => LAND_WORDS[kind][0] ?? kind;
export const relationWord = (relation: Relation): string => RELATION_WORDS[relation][0] ?? relation;
export const LAND_CHOICES: readonly string[] = firstWords(LAND_WORDS);
export const RELATION_CHOICES: readonly string[] = firstWords(RELATION_WORDS);

/** What the settings list: a path template, a source of leads. */
interface Listed {
  id: string;
  name: string;
}

const called = (word: string, list: readonly Listed[]): Listed[] =>
  list.filter(({ name }) => normalise(name) === normalise(word));

/** The id of what is called so, by its id or by a name that no other has; null when there is none. */
export function idOfWord(text: string, list: readonly Listed[]): string | null {
  const byId = list.find(({ id }) => id === text.trim());
  const named = called(text, list);
  return byId?.id ?? (named.length === 1 ? (named[0]?.id ?? null) : null);
}

/** Its name where that leads back to it, else its id. */
export function wordOfId(id: string, list: readonly Listed[]): string {
  const name = list.find(each => each.id === id)?.name;
  return name !== undefined && idOfWord(name, list) === id ? name : id;
}

const CHINESE_DIGITS = '零一二三四五六七八九';

/** 二期, 第2期, 十二, 2 → the phase's number; null for anything else. */
export function phaseOfWord(text: string): number | null {
  const word = normalise(text)
    .replace(/^第/, '')
    .replace(/期(?:工程|项目)?$/, '');
  if (/^[1-9]\d?$/.test(word)) return Number(word);
  const [, tens, ones] = /^(?:([二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(word) ?? [];
  if (tens === undefined && (ones ?? '') === '') return null;
  const ten = tens === undefined ? 0 : tens === '' ? 1 : CHINESE_DIGITS.indexOf(tens);
  return ten * 10 + (ones ? CHINESE_DIGITS.indexOf(ones) : 0);
}

/** The usual word for a stage, an agreement: what goes out and comes in again. */
export const stageWord = (stage: Stage): string => STAGE_WORDS[stage][0] ?? stage;
export const agreementWord = (agreement: Agreement): string => AGREEMENT_WORDS[agreement][0] ?? agreement;

/** Words that people may choose from, for the sentences of refusals. */
export const STAGE_CHOICES: readonly string[] = STAGES.map(stage => STAGE_WORDS[stage][0] ?? stage);
export const AGREEMENT_CHOICES: readonly string[] = Object.values(AGREEMENT_WORDS).map(words => words[0] ?? '');

const refuseAssumption = (word: string, stage: string, rule: string): Refusal =>
  refuse('assumptionUnknown', 'assume', word, { stage, rule, stages: STAGE_CHOICES });

/** Reads `推进中=签约` as people type it on a command line. Later answers for the same word are refused. */
export function parseAssumptions(answers: readonly string[]): Record<string, Stage> | Refusal {
  const assume = new Map<string, Stage>();
  for (const answer of answers) {
    const [word = '', stageWord = '', more] = answer.normalize('NFKC').split('=');
    if (word.trim() === '' || stageWord.trim() === '' || more !== undefined) {
      return refuse('badFormat', 'assume', answer, { shape: '推进中=签约' });
    }
    const stage = checkAssumption(word, stageWord);
    if (isRefusal(stage)) return stage;
    if (assume.has(word.trim())) return refuseAssumption(word.trim(), stageWord.trim(), 'twice');
    assume.set(word.trim(), stage);
  }
  return Object.fromEntries(assume);
}

/** An assumption answers for a word that names no stage; it cannot turn 在建 into 竣工. */
export function checkAssumption(word: string, stageWord: string): Stage | Refusal {
  const stage = stageOfWord(stageWord);
  if (stage === null) return refuseAssumption(word.trim(), stageWord.trim(), 'stageUnknown');
  return stageOfWord(word) === null ? stage : refuseAssumption(word.trim(), stageWord.trim(), 'namesAStage');
}
