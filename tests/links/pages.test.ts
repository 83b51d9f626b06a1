import { describe, expect, test } from '@jest/globals';
import { refuse } from '../../src/domain/refusal.ts';
import { LINK_PURPOSES } from '../../src/domain/link/types.ts';
import { linkWords, NOTICES } from '../../src/links/catalogue.ts';
import { EMPTY_FORM, renderDone, renderForm, renderNotice, type LinkPage } from '../../src/links/pages/build.ts';
import { STYLE } from '../../src/links/pages/style.ts';
import { pageLocale } from '../../src/links/pages/view.ts';
import { hasForm, linkForm, type FormPurpose } from '../../src/links/purposes/index.ts';

const LOCALES = ['zh', 'en'] as const;
const page = <Purpose extends LinkPage['purpose']>(purpose: Purpose, locale: LinkPage['locale']) => ({
  ...{ locale, purpose, holder: { name: '林晓', unit: '市自然资源局' } },
  facts: [{ label: '问题', text: 'Q-1 用地' }],
});
const form = (purpose: FormPurpose, locale: LinkPage['locale'], more: object = {}): string =>
  renderForm(page(purpose, locale), { about: `${purpose} Q-1`, lastDay: '2026-12-07', ...EMPTY_FORM, ...more });

describe.each(LOCALES)('the pages in %s', locale => {
  test.each(LINK_PURPOSES.filter(hasForm))(
    '%s: every field has its label, its hint and its error by id, and words of its own',
    purpose => {
      const { fields } = linkForm(purpose);
      const refusals = fields.map(({ name }) => refuse('required', name, null));
      const html = form(purpose, locale, { refusals });
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, named] of html.matchAll(/(?:for="|href="#)([^"]+)"/g)) expect(ids).toContain(named);
      for (const [, list = ''] of html.matchAll(/aria-describedby="([^"]+)"/g)) {
        for (const id of list.split(' ')) expect(ids).toContain(id);
      }
      const words = linkWords(locale).purposes[purpose];
      expect(Object.keys(words.fields).sort()).toEqual(fields.map(({ name }) => name).sort());
      for (const { name, options = [] } of fields) {
        expect(Object.keys(words.fields[name]?.options ?? {}).sort()).toEqual([...options].sort());
        expect(html).toContain(`name="${name}"`);
      }
      expect(html.match(/<button type="submit">/g)).toHaveLength(1);
      expect(html).not.toMatch(/\{\{|undefined|\[object/);
    },
  );

  test.each(LINK_PURPOSES)('%s: what was done is told without a form', purpose => {
    const html = renderDone(page(purpose, locale), { at: '2026-11-23 10:00', before: false });
    expect(html).toContain(linkWords(locale).purposes[purpose].done);
    expect(html).not.toMatch(/<form|<button|\{\{|undefined/);
  });

  test.each(NOTICES)('%s: says it in both languages, the reader’s first', name => {
    const html = renderNotice(name, locale);
    const titles = LOCALES.map(each => html.indexOf(`>${linkWords(each).notices[name].title}</h`));
    expect(titles.every(at => at > 0)).toBe(true);
    expect(titles[0]! < titles[1]!).toBe(locale === 'zh');
  });
});

test('a page speaks the language of its address, else of the browser, else Chinese', () => {
  expect([
    pageLocale('en', 'zh'),
    pageLocale('zh', 'en'),
    pageLocale('fr', 'en'),
    pageLocale(undefined, 'en-GB'),
  ]).toEqual(['en', 'zh', 'en', 'en']);
  expect([pageLocale(undefined, undefined), pageLocale(undefined, 'fr,de;q=0.5'), pageLocale(['en'], '*')]).toEqual([
    'zh',
    'zh',
    'zh',
  ]);
});

describe('colours can be read by everybody (WCAG 2: 4.5 to 1 for text, 3 to 1 for frames)', () => {
  const PAIRS: [ink: string, ground: string, least: number][] = [
    ['ink', 'card', 4.5],
    ['dim', 'card', 4.5],
    ['accent', 'card', 4.5],
    ['bad', 'card', 4.5],
    ['bad', 'bad-ground', 4.5],
    ['good', 'good-ground', 4.5],
    ['on-accent', 'accent', 4.5],
    ['ink', 'box', 4.5],
    ['edge', 'card', 3],
    ['edge', 'box', 3],
  ];
  const [light = '', dark = ''] = [...STYLE.matchAll(/:root\{([^}]*)\}/g)].map(([, body]) => body ?? '');
  test.each([
    ['light', light],
    ['dark', `${light};${dark}`],
  ])('%s', (_, body) => {
    const colours = new Map([...body.matchAll(/--([\w-]+):(#[0-9a-f]+)/g)].map(([, name, value]) => [name, value]));
    for (const [ink, ground, least] of PAIRS) {
      const ratio = contrast(colours.get(ink) ?? '', colours.get(ground) ?? '');
      expect([ink, ground, ratio >= least]).toEqual([ink, ground, true]);
    }
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(at => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
