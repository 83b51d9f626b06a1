import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarFeed, type FeedEntry } from '../../src/calendar/feed.ts';
import { invitation } from '../../src/calendar/invitation.ts';

const ZONE = 'Asia/Shanghai';
const MEETING: FeedEntry = {
  ...{ uid: 'meeting/weekly/2026-11-30@dispatch.example', sequence: 2, status: 'confirmed' },
  ...{ summary: '周调度会 · 增资扩产', location: '市行政中心 1 号楼, 三楼; 东侧' },
  stampMs: Date.parse('2026-11-20T02:00:00Z'),
  startMs: Date.parse('2026-11-30T01:00:00Z'),
  endMs: Date.parse('2026-11-30T03:00:00Z'),
};
const VISIT: FeedEntry = {
  ...{ uid: 'visit/V-2026-0001@dispatch.example', sequence: 0, status: 'cancelled', summary: '走访', location: null },
  ...{ stampMs: 0, on: '2026-12-02' },
};

/** By a library that did not write it. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[] as never);
  const events = calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event));
  return { calendar, events };
};

describe('a calendar to subscribe to', () => {
  test('is read back with every entry, the office’s zone and nobody who is asked', () => {
    const text = calendarFeed('周调度 · 林晓', [MEETING, VISIT], ZONE);
    const { calendar, events } = read(text);
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('周调度 · 林晓');
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe(ZONE);
    const [meeting, visit] = events;
    expect(meeting?.uid).toBe(MEETING.uid);
    expect(meeting?.sequence).toBe(2);
    expect([meeting?.summary, meeting?.location]).toEqual([MEETING.summary, MEETING.location]);
    expect(meeting?.startDate.toString()).toBe('2026-11-30T09:00:00');
    expect(meeting?.component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe(ZONE);
    expect(meeting?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(String(meeting?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-20T02:00:00Z');
    expect(String(meeting?.component.getFirstPropertyValue('last-modified'))).toBe('2026-11-20T02:00:00Z');
    expect(visit?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect([visit?.startDate.isDate, visit?.startDate.toString(), visit?.endDate.toString()]).toEqual([
      ...[true, '2026-12-02', '2026-12-03'],
    ]);
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER/);
    // RFC 5545 §3.6: what is of the calendar stands before its parts.
    expect(text.indexOf('REFRESH-INTERVAL')).toBeLessThan(text.indexOf('BEGIN:VTIMEZONE'));
    expect(calendar.getFirstPropertyValue('refresh-interval')?.toString()).toBe('PT1H');
  });

  test('has its name as a text is written: a comma in it begins no second one, and a backslash no line', () => {
    const text = calendarFeed('林, 晓;\\n', [], ZONE);
    for (const property of ['NAME', 'X-WR-CALNAME']) expect(text).toContain(`\r\n${property}:林\\, 晓\\;\\\\n\r\n`);
  });

  test('calls a meeting by the UID of its invitation', () => {
    const party = { name: '周调度', address: 'dispatch@dispatch.example' };
    const invited = invitation({
      ...{ uid: MEETING.uid, sequence: 2, method: 'REQUEST', startMs: 1, endMs: 2, zone: ZONE, summary: 'a' },
      ...{ location: 'b', organizer: party, attendee: party, description: '', stampMs: 0 },
    });
    const uidOf = (text: string): string | undefined => read(text).events[0]?.uid;
    expect(uidOf(calendarFeed('x', [MEETING], ZONE))).toBe(uidOf(invited));
  });

  test('is the same text for the same entries, and none for nothing', () => {
    expect(calendarFeed('x', [MEETING], ZONE)).toBe(calendarFeed('x', [MEETING], ZONE));
    expect(read(calendarFeed('x', [], ZONE)).events).toEqual([]);
  });

  test('whatever is typed, it has as many entries as were put in, each in lines of at most 75 octets', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nEND:VEVENT', ';,\\\n', '会'.repeat(80), '\r'),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, summary, location) => {
        const text = calendarFeed(name, [{ ...MEETING, summary, location }, VISIT], ZONE);
        expect(read(text).events).toHaveLength(2);
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { seed: 20_261_130, numRuns: 120 },
    );
  });
});
