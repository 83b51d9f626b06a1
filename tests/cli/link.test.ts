import { afterEach, describe, expect, test } from '@jest/globals';
import { link } from './commands-table.ts';
import { fakeApi, page, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});
async function given(argv: readonly string[], body: unknown, lang = 'zh') {
  api = await fakeApi(() => ({ body }));
  const ran = await run(['link', ...argv, '--lang', lang], { env: { DISPATCH_URL: api.url } });
  return { ...ran, asked: api.asked[0] };
}
const URL = 'https://d.example/l/abc';

describe('a one-click link', () => {
  test('stands alone on stdout, so that it can be copied; what to know stands beside it', async () => {
    const { out, err, code } = await given(['make', 'Q-1', '答复', '--for', 'chen'], { ...link, url: URL });
    expect([code, out]).toEqual([0, `${URL}\n`]);
    expect(err).toMatch(/1f0c8a52d7e94b36.*陈立.*答复.*2026-12-08.*只显示这一次/);
  });

  test.each([
    [['答复', '--for', 'chen', '--days', '3'], { purpose: 'answerProblem', person: 'chen', days: 3 }],
    [['回访', '--firm', '晶旭公司'], { purpose: 'lookBackProblem', firm: '晶旭公司' }],
  ])('is asked for in the words of the office: %j', async (argv, wanted) => {
    const { asked } = await given(['make', 'Q-1', ...argv, '--json'], { ...link, url: URL });
    expect([asked?.method, asked?.path, asked?.body]).toEqual(['POST', '/api/v1/links', { problem: 'Q-1', ...wanted }]);
    expect(asked?.headers['idempotency-key']).toMatch(/^[!-~]{1,100}$/);
  });

  test('that was made under the same key is not shown again', async () => {
    const { out, err } = await given(['make', 'Q-1', '答复', '--for', 'chen'], { ...link, url: null });
    expect([out, err]).toEqual(['', expect.stringContaining('换一个键')]);
  });

  test('is listed with its holder, its state and where it came from', async () => {
    const used = { ...link, id: '2f0c8a52d7e94b36', state: 'used', usedAt: link.madeAt, mail: 'm-1' };
    const firm = {
      ...link,
      id: '3f0c8a52d7e94b36',
      person: null,
      personName: null,
      firm: '晶旭公司',
      state: 'expired',
    };
    const { out, asked } = await given(['list', 'Q-1'], page([link, used, firm]).body);
    expect(asked?.path).toBe('/api/v1/links');
    expect(out).toMatch(/1f0c8a52d7e94b36 .*答复.*陈立.*可用.*手工生成/);
    expect(out).toMatch(/2f0c8a52d7e94b36 .*已使用.*2026-11-23 10:00.*m-1/);
    expect(out).toMatch(/3f0c8a52d7e94b36 .*晶旭公司（企业）.*已过期/);
  });

  test('is revoked by its id, and says whose it was, in either language', async () => {
    const { out } = await given(['revoke', link.id], { ...link, state: 'revoked' }, 'en');
    expect(out).toMatch(/Link 1f0c8a52d7e94b36 is revoked \(陈立.*answer\)/);
  });
});
