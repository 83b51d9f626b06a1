import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about files: papers that prove something, and the ledgers of an import with their rows and cells. */
export const FILE_REFUSALS = {
  fileEmpty: t('{field}：{value} 是空文件。', '{field}: {value} is an empty file.'),
  fileTooLarge: t(
    '{field}：{value} 过大，最多 {maxBytes} 字节。',
    '{field}: {value} is too large, at most {maxBytes} bytes.',
  ),
  fileTypeNotTaken: t(
    '{field}：不收这类文件 {value}，只收 {types}。',
    '{field}: files like {value} are not taken, only {types}.',
  ),
  fileNotAsNamed: t(
    '{field}：{value} 的内容与名称或所报类型不符，实为{found}。',
    '{field}: {value} is not what its name or declared type says but {found}.',
  ),
  fileNotFound: t('{field}：没有存过文件 {value}，请先上传。', '{field}: no file {value} was stored; store it first.'),
  notAWorkbook: t(
    '{field}：{value} 不是 XLSX 或 CSV 台账，而是{found}。',
    '{field}: {value} is no XLSX or CSV ledger but {found}.',
  ),
  workbookEncrypted: t(
    '{field}：{value} 有密码，请去掉密码后再导入。',
    '{field}: {value} has a password; remove it and import again.',
  ),
  workbookTooLarge: t(
    '{field}：{value} 过大[，最多 {maxBytes} 字节][，最多 {maxRows} 行]。',
    '{field}: {value} is too large[, at most {maxBytes} bytes][, at most {maxRows} rows].',
  ),
  workbookTooHeavy: t(
    '{field}：{value} 内容过多，读取时超出上限[（最多 {seconds} 秒）][（最多 {megabytes} MB 内存）]。请分成几个文件导入。',
    '{field}: {value} holds too much to be read within[ {seconds} seconds][ {megabytes} MB of memory]; import it as several files.',
  ),
  workbookEmpty: t('{field}：{value} 里没有内容。', '{field}: {value} holds nothing.'),
  workbookOld: t(
    '{field}：{value} 是 2007 年以前的 .xls 格式，请另存为 .xlsx。',
    '{field}: {value} is in the .xls format of before 2007; save it as .xlsx.',
  ),
  headerNotFound: t(
    '{field}：{value} 中找不到表头：前 {rows} 行内应有一行含“{needed}”及另外 {others} 个常用列名[。最像表头的是第 {row} 行，其中未识别的列：{columns}]。',
    '{field}: no header was found in {value}: one of the first {rows} rows has to hold {needed} and {others} more known columns[. Row {row} looks most like it; not known in it: {columns}].',
  ),
  columnTwice: t(
    '{field}：表头第 {row} 行有两列是同一内容（{columns} 列），另一列写作 {value}；请只留一列。',
    '{field}: two columns of the header in row {row} mean the same ({columns}), the other reads {value}; keep one.',
  ),
  cellNotAStage: t(
    '{field}：{value} 不是阶段名称（{choices}）[；如确指其中一个阶段，请说明，例如 {hint}]。',
    '{field}: {value} names no stage ({choices})[; say which one it stands for, e.g. {hint}].',
  ),
  cellNotADate: t(
    '{field}：{value} 不是日期，应如 2022.4.28、2022年12月 或 2022年[（{rule}）]。',
    '{field}: {value} is no date such as 2022.4.28, 2022年12月 or 2022年[ ({rule})].',
  ),
  cellNotMoney: t(
    '{field}：{value} 不是金额[（单位 {unit}）]。',
    '{field}: {value} is no amount of money[ (in {unit})].',
  ),
  cellNotAgreement: t(
    '{field}：{value} 不是协议性质（{choices}）。',
    '{field}: {value} is no kind of agreement ({choices}).',
  ),
  rowWithoutName: t('{field}：这一行没有项目名称。', '{field}: the row has no project name.'),
  rowTwice: t(
    '{field}：{value} 与工作表 {sheet} 第 {row} 行重复，以前一行为准。',
    '{field}: {value} stands in row {row} of {sheet} already; that row is read.',
  ),
  rowAmbiguous: t(
    '{field}：{value} 对应多个项目，无法确定是哪一个[：{projects}]。',
    '{field}: {value} fits several projects, it cannot be told which is meant[: {projects}].',
  ),
  sameNameElsewhere: t(
    '{field}：{value} 与 {county} 的项目同名[（{project}）][（工作表 {sheet} 第 {row} 行）][。如是同一项目，请在“项目编号”列填写 {project}，所属县区随之更正][。如是同一项目，请只留第 {row} 行]；如是另一个项目，请在“项目编号”列为它另给一个编号。',
    '{field}: {value} has the name of a project of {county}[ ({project})][ ({sheet}, row {row})].[ If it is the same project, put {project} into the column 项目编号; the county is then corrected.][ If it is the same project, keep row {row} only.] If it is another one, give it a code of its own in the column 项目编号.',
  ),
  sameNameHere: t(
    '{field}：{value} 与 {project} 同名[，同在 {county}]，而这一行的编号是 {code}。如是同一项目，请把“项目编号”改为 {project}，编号一经启用不再更换；如是另一个项目，请用 dispatch project start 启动 {code}，写明它不是 {project} 及理由，再导入。',
    '{field}: {value} has the name of {project}[, in {county} too], and the row gives it the code {code}. If it is the same project, put {project} into the column 项目编号: a code is for ever. If it is another one, start {code} with dispatch project start, say that it is not {project} and why, and import again.',
  ),
  rowBehind: t(
    '{field}：文件中为 {value}，台账已到 {reached}，这一行不作改动。',
    '{field}: the file says {value}, the ledger stands at {reached} already; the row is left alone.',
  ),
  assumptionUnknown: t(
    '{field}：{value}={stage} 不能作为假定：{rule}[（表中未识别的词：{words}）]。可用的阶段：{stages}。',
    '{field}: {value}={stage} cannot be assumed: {rule}[ (words that name no stage there: {words})]. Stages: {stages}.',
  ),
  readingKnown: t(
    '{field}：{value} 本来就有读法，不能另作他解。',
    '{field}: {value} means something by itself; it cannot be read as anything else.',
  ),
  readingNotInFile: t(
    '{field}：文件里没有要这样读的 {value}[；未识别的：{list}]。',
    '{field}: nothing in the file is to be read so: {value}[; not known there: {list}].',
  ),
  importNotReady: t(
    '{field}：导入 {value} 现为 {state}，不能这样做。',
    '{field}: the import {value} is {state}; this cannot be done.',
  ),
  unitUnclear: t(
    '{field}：{value} 的金额单位不明，请在表头或单位行写明 {units}。',
    '{field}: the unit of {value} is not clear; write {units} into the header or a unit line.',
  ),
  cellShared: t(
    '{field}：{value} 写在跨多个项目的合并单元格里，请拆开并逐行填写。',
    '{field}: {value} stands in a merged cell that several projects share; split it and fill in each row.',
  ),
  cellNotCalculated: t(
    '{field}：{value} 是没有算出结果或出错的公式，请打开文件重新计算并保存。',
    '{field}: {value} is a formula without a result or with an error; open the file, calculate and save it.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
