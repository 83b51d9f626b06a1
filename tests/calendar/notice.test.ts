import { describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { refusalText } from '../../src/contract/catalogue/index.ts';
import { readNotice } from '../../src/domain/calendar/notice.ts';
import { isRefusal } from '../../src/domain/refusal.ts';

// As the notices were published; the table of the program was typed in from them by hand, so each proves the other.
const NOTICES: Readonly<Record<number, string>> = {
  2024: `国务院办公厅关于2024年部分节假日安排的通知 国办发明电〔2023〕7号
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`,
  2025: `国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
};

describe('the text of a notice', () => {
  test.each(Object.keys(NOTICES).map(Number))('of %d gives the days and the number the program has', year => {
    const { holidays, makeUpDays, source } = HOLIDAYS.years[String(year)]!;
    expect(readNotice(NOTICES[year] ?? '', year)).toEqual({
      ...{ year, source, holidays: [...holidays].sort(), makeUpDays: [...makeUpDays].sort() },
    });
  });

  test('may begin in the year before, and work a day of its December', () => {
    const text = '元旦：2022年12月31日至2023年1月2日放假调休，共3天。2022年12月18日上班。';
    expect(readNotice(text, 2023)).toMatchObject({
      holidays: ['2022-12-31', '2023-01-01', '2023-01-02'],
      makeUpDays: ['2022-12-18'],
    });
  });

  test.each([
    ['no sentence of days off', '节假日期间要妥善安排好值班。', 'noticeUnread', ['2027']],
    ['a count that is not the days', '国庆节：10月1日至7日放假，共8天。', 'noticeCount', ['8', '7']],
    ['the weekday of another year', '元旦：1月1日（周四）放假1天。', 'noticeWeekday', ['周四', '周五']],
    ['a day there is not', '元旦：2月30日放假。', 'noSuchDate', []],
    ['a break that ends before it begins', '国庆节：10月7日至1日放假。', 'noticeUnread', []],
    ['a worked day that is worked anyhow', '元旦：1月1日放假。1月4日上班。', 'makeUpOnWorkday', ['2027-01-04']],
    ['a day both off and worked', '元旦：1月1日至3日放假。1月3日上班。', 'dayOffAndWorked', ['2027-01-03']],
  ])('is refused with %s', (_, text, code, words) => {
    const read = readNotice(text, 2027);
    expect(read).toMatchObject({ code });
    if (!isRefusal(read)) throw new Error('taken');
    for (const word of words) expect(refusalText(read, 'zh')).toContain(word);
    expect(refusalText(read, 'en')).not.toMatch(/\?|undefined/);
  });
});
