import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refusalsOf, SET_SETTING_BODIES } from '../../../src/contract/schemas/index.ts';
import { MAIL_FIELD_WORDS, MAIL_VARIANT_WORDS, refusalText } from '../../../src/contract/catalogue/index.ts';
import { MAIL_KINDS, type MailKind } from '../../../src/domain/mail-kinds.ts';
import {
  checkedMailText,
  fieldsOf,
  MAIL_LOCALES,
  variantsOf,
  type MailText,
  type MailVariant,
} from '../../../src/domain/mail-texts.ts';
import { builtInText, messagesIn } from '../../../src/mail/messages/index.ts';
import { sampleOf } from '../../../src/mail/messages/samples.ts';
import { TODAY } from './samples.ts';

const seen = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

const MAILS = MAIL_KINDS.flatMap(kind => variantsOf(kind).map((variant): [MailKind, string] => [kind, variant]));
const sample = (kind: MailKind, variant: string) => sampleOf(kind, variant as MailVariant<MailKind>, TODAY);
const said = (over: Partial<MailText>): MailText => ({
  ...{ kind: 'visit-reminder', variant: 'ahead', language: 'zh-CN', subject: null, opening: null, closing: null },
  ...over,
});

describe('every mail an office may speak in', () => {
  test.each(MAILS)(
    '%s, %s: knows every field it promises, in both languages, and our own words ask for no other',
    async (kind, variant) => {
      const fields = fieldsOf(kind, variant) ?? [];
      for (const language of MAIL_LOCALES) {
        const ours = builtInText(kind, variant as MailVariant<MailKind>, language);
        expect(checkedMailText(said({ kind, variant, language, ...ours }))).toMatchObject({ kind });
        const closing = fields.map(field => `${field}=[{${field}}]`).join('\n');
        const { subject, text, html } = await messagesIn({
          locale: language,
          texts: [said({ kind, variant, language, subject: `S {${fields.at(-1)}}`, opening: 'O\nP', closing })],
        }).render(kind, sample(kind, variant));
        expect(subject).toMatch(/^S ./);
        for (const field of fields) expect(text).toMatch(new RegExp(`^${field}=\\[[^\\]{}]+\\]$`, 'm'));
        expect(text).toContain('\nO\nP\n');
        expect(seen(html)).toContain('O P');
        expect(`${subject}${text}${html}`).not.toMatch(/undefined|\{\w+\}/);
      }
    },
  );

  test.each(MAILS)('%s, %s: has a name for people, and so has each of its fields', (kind, variant) => {
    expect(Object.keys(MAIL_VARIANT_WORDS[kind])).toContain(variant);
    expect((fieldsOf(kind, variant) ?? []).filter(field => !(field in MAIL_FIELD_WORDS))).toEqual([]);
  });
});

describe('the words of an office', () => {
  const written = async (...texts: readonly MailText[]) => {
    const ours = await messagesIn({ locale: 'zh-CN', texts: [] }).render(
      'visit-reminder',
      sample('visit-reminder', 'ahead') as never,
    );
    const theirs = await messagesIn({ locale: 'zh-CN', texts }).render(
      'visit-reminder',
      sample('visit-reminder', 'ahead') as never,
    );
    return { ours, theirs };
  };

  test('replace what they name and nothing else; what is listed and what may be pressed stays', async () => {
    const { ours, theirs } = await written(said({ closing: '联系人：{reader}\n电话 22100000' }));
    expect(theirs.subject).toBe(ours.subject);
    expect(theirs.text).toBe(ours.text.replace('\n--\n', '\n联系人：张建国\n电话 22100000\n\n--\n'));
  });

  test('of another variant or language are not used', async () => {
    const { ours, theirs } = await written(
      said({ variant: 'missed', subject: 'x' }),
      said({ language: 'en', subject: 'x' }),
    );
    expect(theirs).toEqual(ours);
  });

  test('come into HTML as text, whatever stands in the fields, and into no second line of a subject', async () => {
    const place = fc.constantFrom(
      '<script>',
      '{n}',
      '{reader}',
      '\r\nBcc: a@b.c',
      '"><img src=x>',
      '&amp;',
      '{{',
      '😀𠮷',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 4 }), async parts => {
        const hostile = parts.join('');
        const data = { ...sample('meeting-change', 'moved'), name: hostile } as never;
        const { subject, html, text } = await messagesIn({
          locale: 'zh-CN',
          texts: [
            said({
              kind: 'meeting-change',
              variant: 'moved',
              subject: '甲{name}乙',
              opening: '甲{name}',
              closing: '甲{name}',
            }),
          ],
        }).render('meeting-change', data);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html).not.toMatch(/<script|<img/);
        expect(text.split('\n').filter(line => line.startsWith('Bcc'))).toEqual([]);
        // A field that stands in a value is no field.
        if (hostile === '{n}') expect(subject).toBe('甲{n}乙');
      }),
      { seed: 20261129, numRuns: 60 },
    );
  });
});

describe('a text that could not be filled is refused when it is saved', () => {
  const refused = (...mails: unknown[]) => {
    const body = { value: { mails }, validFrom: '2027-01-01', reason: '统一格式' };
    const { error } = SET_SETTING_BODIES.texts.safeParse(body);
    return error ? refusalsOf(error, body) : [];
  };

  test.each<[string, Partial<MailText> | object, string, string, string[]]>([
    [
      'a field it does not know',
      { subject: '走访 {venue}' },
      'mailFieldUnknown',
      'subject',
      ['走访提醒', '{venue}', '{date}'],
    ],
    ['a field of nothing', { subject: '走访 {constructor}' }, 'mailFieldUnknown', 'subject', ['{constructor}']],
    [
      'a brace that is not closed',
      { opening: '走访 {date' },
      'mailBraceOpen',
      'opening',
      ['走访提醒', '第 4 个字', '{date}'],
    ],
    ['a brace that was not opened', { closing: 'date}' }, 'mailBraceOpen', 'closing', ['第 5 个字']],
    ['two braces', { closing: '{{date}}' }, 'mailBraceOpen', 'closing', ['第 1 个字']],
    ['braces around nothing', { closing: '{}' }, 'mailBraceOpen', 'closing', ['第 1 个字']],
    [
      'a subject of two lines',
      { subject: '走访\nBcc: all@city.example' },
      'mailSubjectBreaks',
      'subject',
      ['走访提醒'],
    ],
    ['a tag', { closing: '<b>请</b>' }, 'mailTextMarkup', 'closing', ['走访提醒', '<']],
    ['an entity', { closing: '&#60;b' }, 'mailTextMarkup', 'closing', ['&#60;']],
    ['nothing said', {}, 'mailTextEmpty', 'subject', ['走访提醒']],
    ['a variant it has not', { variant: 'usual', subject: 'x' }, 'notInList', 'variant', ['ahead']],
    ['a kind there is not', { kind: 'newsletter', subject: 'x' }, 'notInList', 'kind', ['newsletter']],
    ['a carriage return in a header', { subject: '走访\rBcc' }, 'badCharacters', 'subject', ['U+000D']],
    ['a subject too long to read', { subject: '走'.repeat(121) }, 'tooLong', 'subject', ['120']],
  ])('%s', (_, over, code, field, words) => {
    const [refusal, ...more] = refused(said(over as Partial<MailText>));
    expect(more).toEqual([]);
    expect(refusal).toMatchObject({ code, field: `value.mails[0].${field}` });
    const text = refusalText(refusal as never, 'zh');
    for (const word of words) expect(text).toContain(word);
    expect(refusalText(refusal as never, 'en')).not.toMatch(/\?|undefined/);
  });

  test('and so are two for the same mail; those of another language stand beside', () => {
    const one = said({ subject: '走访 {date}' });
    expect(refused(one, said({ language: 'en', subject: 'Visits {date}' }))).toEqual([]);
    expect(refused(one, one)).toMatchObject([{ code: 'listedTwice', field: 'value.mails[1]' }]);
  });
});
