import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip as mm,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
  type FileChild,
  type IParagraphOptions,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/**
 * GB/T 9704-2012: A4, margins 37/35/28/26 mm, body in 仿宋 三号 (16 pt) with 22 lines a page, headings in 黑体, page numbers — 1 —. A machine without these
 * fonts takes its own for them.
 */
const font = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
});
export const FONTS = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  heading: font('黑体'),
  small: font('宋体'),
} as const;
/** Half points. */
export const SIZES = { mark: 72, body: 32, cell: 24, small: 18, page: 28 } as const;

const MARGIN = { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) };
/** Width of the text in twips. */
const BODY_LINE = mm(210 - 28 - 26);
const LINE = { line: 560, lineRule: 'exact' } as const;
const TWO_CHARACTERS = { firstLine: 640 };

/** XML 1.0 has no control characters: pasted ones are dropped, or Word calls the file damaged. A paragraph is one line. */
export const text = (given: string): string =>
  given
    .toWellFormed()
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll(/\p{Cc}|[\uFFFE\uFFFF]/gu, '');

/** Of the body; `label` stands before it in 黑体. */
export function paragraph(said: string, options: IParagraphOptions = {}, label?: string): Paragraph {
  const runs = label === undefined ? [] : [new TextRun({ text: text(label), font: FONTS.heading, size: SIZES.body })];
  runs.push(new TextRun({ text: text(said), font: FONTS.body, size: SIZES.body }));
  return new Paragraph({
    indent: TWO_CHARACTERS,
    alignment: AlignmentType.BOTH,
    ...options,
    spacing: { ...LINE, ...options.spacing },
    children: runs,
  });
}

/** What stands left and right on one line of the body. */
export function ends([left, right]: readonly [string, string], options: IParagraphOptions): Paragraph {
  const run = new TextRun({ children: [text(left), new Tab(), text(right)], font: FONTS.body, size: SIZES.body });
  const tabStops = [{ type: TabStopType.RIGHT, position: BODY_LINE }];
  return new Paragraph({ tabStops, ...options, spacing: { ...LINE, ...options.spacing }, children: [run] });
}

export function heading(said: string): Paragraph {
  const run = new TextRun({ text: text(said), font: FONTS.heading, size: SIZES.body });
  return new Paragraph({ indent: TWO_CHARACTERS, spacing: LINE, keepNext: true, children: [run] });
}

interface TableColumn {
  head: string;
  /** Per cent. */
  width: number;
  centred?: boolean;
}

/** Its head stands on every page, and no row is torn. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): Table {
  const cell = (said: string, { width, centred = false }: TableColumn, face: (typeof FONTS)[keyof typeof FONTS]) =>
    new TableCell({
      width: { size: Math.round((BODY_LINE * width) / 100), type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun({ text: text(said), font: face, size: SIZES.cell })],
        }),
      ],
    });
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    width: { size: BODY_LINE, type: WidthType.DXA },
    columnWidths: columns.map(({ width }) => Math.round((BODY_LINE * width) / 100)),
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(each => cell(each.head, each, FONTS.heading)),
      }),
      ...rows.map(
        row =>
          new TableRow({
            cantSplit: true,
            children: columns.map((each, index) => cell(row[index] ?? '', each, FONTS.body)),
          }),
      ),
    ],
  });
}

interface OfficialDocument {
  title: string;
  /** `YYYY-MM-DD`: of its making, which stands in the file's properties and as the time of its parts. */
  on: string;
  children: readonly FileChild[];
}

export async function documentOf({ title, on, children }: OfficialDocument): Promise<Uint8Array> {
  const number = (said: string | typeof PageNumber.CURRENT) =>
    new TextRun({ children: [said], font: FONTS.small, size: SIZES.page });
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [number('— '), number(PageNumber.CURRENT), number(' —')],
      }),
    ],
  });
  const size = { width: mm(210), height: mm(297) };
  const made = new Document({
    ...{ title: text(title), creator: 'weekly-dispatch', lastModifiedBy: 'weekly-dispatch' },
    styles: { default: { document: { run: { font: FONTS.body, size: SIZES.body, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      { properties: { page: { size, margin: { ...MARGIN, footer: mm(28) } } }, footers: { default: footer }, children },
    ],
  });
  return fixed(new Uint8Array(await Packer.toArrayBuffer(made)), on);
}

/** The library writes the clock into the properties and into the times of the zip. */
function fixed(bytes: Uint8Array, on: string): Uint8Array {
  const parts = unzipSync(bytes);
  const mtime = new Date(`${on}T12:00:00`);
  const entries = Object.keys(parts)
    .toSorted()
    .map((name): [string, Zippable[string]] => [
      name,
      [withoutClock(name, parts[name] as Uint8Array, on), { mtime, level: 6 }],
    ]);
  // Word wants the list of types first.
  const isTypes = ([name]: [string, unknown]): boolean => name === '[Content_Types].xml';
  return zipSync(Object.fromEntries([...entries.filter(isTypes), ...entries.filter(each => !isTypes(each))]));
}

const withoutClock = (name: string, content: Uint8Array, on: string): Uint8Array =>
  name === 'docProps/core.xml'
    ? strToU8(strFromU8(content).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${on}T04:00:00Z`))
    : content;
