import type { Words } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

/** Short names that rules give for something only a sentence can say. */
export const SAID_WORDS: Readonly<Record<string, Words>> = {
  string: w('文字', 'text'),
  number: w('数字', 'a number'),
  int: w('整数', 'a whole number'),
  boolean: w('true 或 false', 'true or false'),
  array: w('列表', 'a list'),
  object: w('对象', 'an object'),
  record: w('对象', 'an object'),
  null: w('空', 'null'),
  // rules of a mail address (mail/address.ts)
  wellFormed: w('不得含控制字符、换行或不可见字符', 'no control characters, line breaks or invisible characters'),
  oneAddress: w('只能是一个地址', 'exactly one address'),
  // how far ahead of a meeting a step lies (domain/meeting/lead.ts)
  inWorkingDays: w('个工作日', 'working days'),
  inHours: w('小时', 'hours'),
  // why an expert does not review a project (domain/project/review.ts), and how a promise was settled
  pairedLeader: w('挂钩领导', 'its paired leader'),
  inTheTeam: w('专班成员', 'of its team'),
  ofTheCounty: w('项目所在县（市、区）人员', 'of its county'),
  tiedToTheFirm: w('与投资方有关联', 'tied to its investor'),
  kept: w('已兑现', 'kept'),
  keptLate: w('逾期兑现', 'kept late'),
  broken: w('未兑现', 'broken'),
  // what part a unit has in a problem (domain/problem/assignment.ts)
  leadUnit: w('主办单位', 'the lead'),
  splitUnits: w('分办单位', 'a split department'),
  coUnits: w('协办单位', 'a co-department'),
  // how far somebody may act (access)
  withinCounty: w('本县（市、区）', 'your own county'),
  withinUnit: w('本单位承办的', 'what your own unit has to answer'),
  withinCharge: w('本组负责的', 'what is entrusted to your team'),
  withinOwn: w('本人的', 'your own'),
  notEmpty: w('不能为空', 'it is empty'),
  noSpaces: w('不得含空格', 'without spaces'),
  bareAddress: w('只写地址，不带姓名和尖括号', 'the address alone, without a name or angle brackets'),
  length: w('最多 254 个字符', 'at most 254 characters'),
  localPart: w('@ 前的部分不合规', 'a plain name before the @'),
  domain: w('@ 后须是域名', 'a domain after the @'),
  theNextOfAnAnswer: w('上一页回应里 next 的原文', 'the next of the page before'),
  // what a message turned out to be (mail/bounce)
  unreadable: w('读不了的邮件', 'a message that cannot be read'),
  autoReply: w('自动回复', 'an automatic answer'),
  noReport: w('普通邮件', 'an ordinary mail'),
  noRecipient: w('报告里没有收件人', 'a report about nobody'),
  noMessage: w('报告里没有原邮件的 Message-ID', 'a report that names no mail'),
  // what a file turned out to be (spreadsheet)
  pdf: w('PDF', 'a PDF'),
  picture: w('图片', 'a picture'),
  rar: w('RAR 压缩包', 'a RAR archive'),
  '7z': w('7z 压缩包', 'a 7z archive'),
  gzip: w('gzip 压缩包', 'a gzip archive'),
  zip: w('没有工作表的压缩包', 'an archive without sheets'),
  damaged: w('损坏的文件', 'a damaged file'),
  binary: w('二进制数据', 'binary data'),
  html: w('网页', 'a web page'),
  plainText: w('纯文本（如是 CSV，请改名为 .csv）', 'plain text (name it .csv if it is CSV)'),
  openQuote: w('引号没有结束的 CSV', 'a CSV with a quote that never ends'),
  // what a paper turned out to be (files)
  jpeg: w('JPEG 图片', 'a JPEG picture'),
  png: w('PNG 图片', 'a PNG picture'),
  xlsx: w('XLSX 工作簿', 'an XLSX workbook'),
  docx: w('DOCX 文档', 'a DOCX document'),
  archive: w('压缩包', 'an archive'),
  encrypted: w('有密码的文件', 'a file with a password'),
  macros: w('带宏或程序的文件', 'a file with macros or programs'),
  externalLinks: w('引用外部内容的文件', 'a file that fetches from elsewhere'),
  noKnownFile: w('别的类型', 'something else'),
  // why a cell or an assumption of an import is refused (domain/ledger-import)
  januaryOrOctober: w(
    '1 月还是 10 月无法分辨，请写作文本',
    'January or October cannot be told apart; write it as text',
  ),
  wordNotInFile: w('文件的阶段列里没有这个词', 'the word is not in the stage column of the file'),
  stageUnknown: w('等号后不是阶段', 'what follows the sign is no stage'),
  namesAStage: w('这个词本身就是一个阶段', 'the word names a stage by itself'),
  twice: w('同一个词说明了两次', 'the word is answered twice'),
};
