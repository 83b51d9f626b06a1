import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCsv } from '../../src/spreadsheet/read-csv.ts';
import { csvLine } from '../../src/spreadsheet/write-ledger-csv.ts';
import { listZip } from '../../src/spreadsheet/zip.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { openFilledOffice, type FilledOffice } from './filled-office.ts';
import type { Answer } from './rig.ts';

// What people typed stands in every file that leaves, and none of it may be calculated where the file is opened.

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const hostile = (sign: string): string => `${sign}HYPERLINK("http://a.example","x") ${SIGNS.indexOf(sign)}`;

let office: FilledOffice;
beforeAll(async () => {
  office = await openFilledOffice();
  const { call } = office.rig;
  for (const sign of SIGNS) {
    const said = hostile(sign);
    const facts = { name: said, county: said, investor: said, industry: said, note: said, knownIssue: said };
    const project = await call({ method: 'POST', url: '/api/v1/projects', body: { ...facts, stage: 'lead' } });
    expect(project.status).toBe(201);
    const problem = { title: said, county: said, category: 'land', source: 'firm', detail: said };
    expect((await call({ method: 'POST', url: '/api/v1/problems', body: problem })).status).toBe(201);
    const payload = `项目名称,县区,总投资(万元),行业\n"${said.replaceAll('"', '""')}",鲤城区,1x,制造\n`;
    const url = `/api/v1/imports?fileName=${encodeURIComponent(`${sign}a.csv`)}`;
    const planned = await call({ method: 'POST', url, payload, headers: { 'content-type': 'text/csv' } });
    expect(planned.status).toBe(201);
  }
});
afterAll(() => office?.rig.stop());

/** Every route that gives a table, and the imports' reports one by one. */
async function exportsOf({ rig, readable }: FilledOffice): Promise<string[]> {
  const tables = rig.app.knownRoutes.filter(({ method, url }) => method === 'GET' && /\.(csv|xlsx)$/.test(url));
  const { items } = (await rig.call({ url: '/api/v1/imports' })).body;
  const reports = items.map(({ id }: { id: string }) => `/api/v1/imports/${id}/report.xlsx`);
  const county = `?county=${encodeURIComponent('鲤城区')}`;
  return [...tables.map(({ url }) => (url.endsWith('form.csv') ? readable(url) + county : readable(url))), ...reports];
}

/** As a spreadsheet reads them; our own reader takes off what was put before them, so it is not asked here. */
const fieldsOf = (text: string): string[] =>
  [...text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r?\n|$)/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** The parts of a workbook; it may be written as a stream, with the sizes behind each file. */
const sheetsOf = ({ bytes }: Answer): string[] =>
  listZip(bytes)
    .filter(({ name }) => name.startsWith('xl/worksheets/'))
    .map(({ headerOffset: at, compressedSize, method }) => {
      const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
      const body = bytes.subarray(start, start + compressedSize);
      return (method === 0 ? body : inflateRawSync(body)).toString();
    });

describe('nothing in a file that leaves is a formula', () => {
  test('of whatever route', async () => {
    const urls = await exportsOf(office);
    expect(urls.length).toBeGreaterThan(SIGNS.length + 6);
    const seen = { csv: 0, xlsx: 0 };
    for (const url of urls) {
      const answer = await office.rig.call({ url, as: url.includes('/audit/') ? 'admin' : 'coordinator' });
      expect({ url, status: answer.status }).toEqual({ url, status: 200 });
      if (/\.csv(\?|$)/.test(url)) {
        const live = fieldsOf(answer.text).filter(
          field => /^[=+\-@\t\r＝＋－＠]/.test(field) && !/^-?\d+(\.\d+)?$/.test(field),
        );
        expect({ url, live }).toEqual({ url, live: [] });
        seen.csv += Number(answer.text.includes('HYPERLINK'));
      } else {
        const sheets = sheetsOf(answer);
        expect({ url, live: sheets.filter(sheet => /<f[ >/]|<hyperlink/.test(sheet)).length }).toEqual({
          url,
          live: 0,
        });
        seen.xlsx += 1;
      }
    }
    // What was typed did reach them.
    expect([seen.csv >= 2, seen.xlsx > SIGNS.length]).toEqual([true, true]);
  });

  test('whatever a field begins with, a line of a CSV holds none, and gives the field back as it was', () => {
    const sign = fc.constantFrom(...SIGNS, '\t', '\r', "'", '"', '\n', ',', 'a');
    const field = fc
      .tuple(fc.array(sign, { maxLength: 4 }), fc.string({ maxLength: 6 }))
      .map(([a, b]) => a.join('') + b);
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), fields => {
        const line = csvLine(fields);
        expect(fieldsOf(line).filter(one => /^[=+\-@\t\r＝＋－＠]/.test(one))).toEqual([]);
        const read = readCsv(line, 'x');
        if (isRefusal(read)) throw new Error(read.code);
        const [row = []] = read[0]?.rows ?? [];
        // Blanks only are nothing to an import.
        const given = fields.filter(one => one.trim() !== '');
        const cells = fields.flatMap((one, index) => (one.trim() === '' ? [] : [row[index]]));
        const got = cells.map(cell => (cell?.kind === 'text' ? cell.value : null));
        expect(got).toEqual(given);
      }),
      { seed: 20261128, numRuns: 500 },
    );
  });
});
