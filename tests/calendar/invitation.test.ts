import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { invitation, type InvitationFields } from '../../src/calendar/invitation.ts';

const SEED = 20261123;

const FIELDS: InvitationFields = {
  uid: 'meeting/monday/2026-11-30@dispatch.example',
  sequence: 0,
  method: 'REQUEST',
  startMs: Date.parse('2026-11-30T01:00:00Z'),
  endMs: Date.parse('2026-11-30T03:00:00Z'),
  zone: 'Asia/Shanghai',
  summary: '周调度会 · 第 47 次',
  description: '您的项目:3 个\n待办问题:1 个',
  location: '市行政中心 1 号楼, 第三会议室; 二层',
  organizer: { name: '市招商办', address: 'dispatch@office.example' },
  attendee: { name: '王小明', address: 'wang@county.example' },
  url: 'https://dispatch.example/meetings/monday/2026-11-30?view=mine',
  stampMs: Date.parse('2026-11-27T08:00:00Z'),
};

const make = (changes: Partial<InvitationFields> = {}): string => invitation({ ...FIELDS, ...changes });

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[] as never);
  const events = calendar.getAllSubcomponents('vevent');
  const [event] = events;
  if (!event || events.length !== 1) throw new Error(`${events.length} events`);
  const value = (name: string): unknown => event.getFirstPropertyValue(name);
  const properties = event.getAllProperties().map(({ name }) => name);
  return { calendar, event, value, properties };
};

/** With U+FFFD for half characters. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

const unfolded = (text: string): string[] => text.replace(/\r\n /g, '').split('\r\n');

describe('an invitation', () => {
  test('is read back by another library with everything that was put in', () => {
    const { calendar, event, value } = read(make());
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(value('uid')).toBe(FIELDS.uid);
    expect(value('sequence')).toBe(0);
    expect(value('status')).toBe('CONFIRMED');
    expect([value('summary'), value('description'), value('location')]).toEqual([
      FIELDS.summary,
      FIELDS.description,
      FIELDS.location,
    ]);
    expect(value('url')).toBe(FIELDS.url);
    expect(value('organizer')).toBe('mailto:dispatch@office.example');
    expect(event.getFirstProperty('organizer')?.getParameter('cn')).toBe('市招商办');
    expect(String(value('attendee')).toLowerCase()).toBe('mailto:wang@county.example');
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe('王小明');
    expect(event.getFirstProperty('attendee')?.getParameter('rsvp')).toBe('TRUE');
  });

  test('has its times in the zone it names, the zone with it, and its stamp in UTC', () => {
    const lines = unfolded(make());
    expect(lines).toContain('DTSTART;TZID=Asia/Shanghai:20261130T090000');
    expect(lines).toContain('DTEND;TZID=Asia/Shanghai:20261130T110000');
    expect(lines).toContain('DTSTAMP:20261127T080000Z');
    const zone = new ICAL.Component(ICAL.parse(make()) as never).getFirstSubcomponent('vtimezone');
    expect(zone?.getFirstPropertyValue('tzid')).toBe('Asia/Shanghai');
    expect(lines.filter(line => line.startsWith('X-WR-TIMEZONE'))).toEqual([]);
  });

  test('means the same instant in a zone with summer time', () => {
    const text = make({
      zone: 'Europe/Berlin',
      startMs: Date.parse('2026-07-01T07:00:00Z'),
      endMs: Date.parse('2026-07-01T08:00:00Z'),
    });
    expect(unfolded(text)).toContain('DTSTART;TZID=Europe/Berlin:20260701T090000');
    const component = new ICAL.Component(ICAL.parse(text) as never);
    const zone = new ICAL.Timezone(component.getFirstSubcomponent('vtimezone') as never);
    const start = read(text).value('dtstart') as { zone: unknown; toJSDate(): Date };
    start.zone = zone;
    expect(start.toJSDate().toISOString()).toBe('2026-07-01T07:00:00.000Z');
  });

  test('has the same bytes for the same fields', () => {
    expect(make()).toBe(make());
  });

  test('cancels under the same uid with a higher sequence and asks for no answer', () => {
    const { calendar, event, value } = read(make({ method: 'CANCEL', sequence: 3 }));
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([value('uid'), value('sequence'), value('status')]).toEqual([FIELDS.uid, 3, 'CANCELLED']);
    expect(event.getFirstProperty('attendee')?.getParameter('rsvp')).toBe('FALSE');
  });

  test('leaves out what is empty, and shows the address of a person without a name', () => {
    const { url: _url, ...withoutUrl } = FIELDS;
    const { event, properties } = read(
      invitation({ ...withoutUrl, description: '', location: ' ', attendee: { name: '', address: 'a@b.example' } }),
    );
    expect(properties).not.toContain('url');
    expect(properties).not.toContain('description');
    expect(properties).not.toContain('location');
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe('a@b.example');
  });
});

describe('the bytes of an invitation', () => {
  const long = make({
    summary: '周调度😀项目'.repeat(40),
    description: `${'a'.repeat(73)}😀${'字'.repeat(300)}👨‍👩‍👧`,
    attendee: { name: '很长的名字'.repeat(20), address: 'wang@county.example' },
  });

  test('are lines of at most 75 octets that end in CRLF and break between characters', () => {
    const bytes = Buffer.from(long, 'utf8');
    const lines = bytes.toString('latin1').split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(75);
    expect(lines.some(line => /[\r\n]/.test(line))).toBe(false);
    const strict = new TextDecoder('utf-8', { fatal: true });
    for (const line of lines) expect(() => strict.decode(Buffer.from(line, 'latin1'))).not.toThrow();
  });

  test('give the long texts back whole', () => {
    const { event, value } = read(long);
    expect(value('summary')).toBe('周调度😀项目'.repeat(40));
    expect(value('description')).toBe(`${'a'.repeat(73)}😀${'字'.repeat(300)}👨‍👩‍👧`);
    expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe('很长的名字'.repeat(20));
  });
});

describe('nothing can be smuggled in', () => {
  const PROPERTIES = read(make()).properties;
  const EVIL = 'x\r\nATTENDEE:mailto:evil@evil.example\nEND:VEVENT\rBEGIN:VEVENT;X=1,"\\n\u0000\u2028SUMMARY:evil';

  test.each(['summary', 'description', 'location', 'uid'] as const)('by %s', field => {
    const text = make({ [field]: EVIL });
    expect(read(text).properties).toEqual(PROPERTIES);
    expect(read(text).event.getAllProperties('attendee')).toHaveLength(1);
    expect(text).not.toContain('\u0000');
    expect(unfolded(text).filter(line => line.startsWith('END:VEVENT'))).toHaveLength(1);
  });

  test.each(['organizer', 'attendee'] as const)('by the name of the %s', field => {
    const name = `${EVIL}":mailto:evil@evil.example;ROLE=CHAIR`;
    const { event, properties, value } = read(make({ [field]: { ...FIELDS[field], name } }));
    expect(properties).toEqual(PROPERTIES);
    expect(String(value(field)).toLowerCase()).toBe(`mailto:${FIELDS[field].address}`);
    expect(event.getFirstProperty(field)?.getParameter('role')).toBe(
      field === 'attendee' ? 'REQ-PARTICIPANT' : undefined,
    );
  });

  test.each([
    'a@b.example\r\nX:1',
    'a@b.example,c@d.example',
    'a@b.example;X=1',
    'grp:a@b.example;',
    '<a@b.example>',
    'a b@c.example',
    'a@b@c.example',
    'a\u0000@b.example',
    'nobody',
    '',
  ])('by the address %j', address => {
    expect(() => make({ attendee: { name: 'x', address } })).toThrow(RangeError);
    expect(() => make({ organizer: { name: 'x', address } })).toThrow(RangeError);
  });

  test('by an odd but legal address, which is encoded', () => {
    const odd = { name: 'x', address: 'a?cc=evil&b%2Cc@d.example' };
    const { value } = read(make({ attendee: odd }));
    expect(String(value('attendee')).toLowerCase()).toBe('mailto:a%3fcc=evil%26b%252cc@d.example');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'nonsense', ''])('by the address of a page %j', url => {
    expect(() => make({ url })).toThrow(RangeError);
  });

  test('by a page address with line breaks or separators, which are dropped or encoded', () => {
    const url = 'https://a.example/x;y?a=1,2\r\nX-EVIL:1\\';
    expect(read(make({ url })).value('url')).toBe('https://a.example/x%3By?a=1%2C2X-EVIL:1%5C');
  });

  test('by a zone, a span or a sequence that is none', () => {
    expect(() => make({ zone: 'Asia/Nowhere' })).toThrow(RangeError);
    expect(() => make({ zone: 'Asia/Shanghai\r\nX:1' })).toThrow(RangeError);
    expect(() => make({ endMs: FIELDS.startMs })).toThrow(RangeError);
    expect(() => make({ startMs: Number.NaN })).toThrow(RangeError);
    expect(() => make({ sequence: -1 })).toThrow(RangeError);
    expect(() => make({ uid: '' })).toThrow(RangeError);
  });
});

describe('whatever the text', () => {
  const TROUBLE = [
    ...'\r\n\t;,:"\\^%= \u0000\u0007\u0085\u2028\ufeff\ud83d\u200d',
    '😀',
    '周',
    '\r\n',
    '\\n',
    'END:VEVENT',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...TROUBLE), { maxLength: 120 }).map(parts => parts.join('')),
  );
  // Written independently of the code under test: what a reader may expect to find again.
  const expected = (text: string): string =>
    wellFormed(text)
      .replace(/\r\n|\r|\u2028|\u2029/g, '\n')
      .replace(/(?![\n\t])\p{Cc}/gu, '');
  const oneLine = (text: string): string =>
    expected(text)
      .replace(/[\n\t]/g, ' ')
      .trim();

  test('it comes back, without its control characters, and adds nothing', () => {
    const survives = fc.property(anyText, anyText, anyText, anyText, (summary, description, location, name) => {
      const { event, value } = read(
        make({ summary, description, location, attendee: { name, address: 'a@b.example' } }),
      );
      expect(value('summary') ?? '').toBe(oneLine(summary));
      expect(value('description') ?? '').toBe(expected(description));
      expect(value('location') ?? '').toBe(oneLine(location));
      const look = (oneLine(name) || 'a@b.example').replace(
        /["\\^]/g,
        char => ({ '"': '＂', '\\': '＼', '^': '＾' })[char]!,
      );
      expect(event.getFirstProperty('attendee')?.getParameter('cn')).toBe(look);
      expect(event.getAllProperties('attendee')).toHaveLength(1);
    });
    fc.assert(survives, { seed: SEED, numRuns: 300 });
  });

  test('no two uids become one, and none breaks a line', () => {
    const apart = fc.property(anyText, anyText, (a, b) => {
      fc.pre(a !== '' && b !== '' && wellFormed(a) !== wellFormed(b));
      const [one, other] = [read(make({ uid: a })).value('uid'), read(make({ uid: b })).value('uid')];
      expect(one).not.toBe(other);
      expect(one).toMatch(/^[\x21-\x7e]+$/);
    });
    fc.assert(apart, { seed: SEED, numRuns: 200 });
  });
});
