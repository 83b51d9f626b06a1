import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from '../api/rig.ts';
import { run } from './support.ts';

let rig: ApiRig;
let url = '';
beforeAll(async () => {
  rig = await startApi();
  await rig.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(rig.app.server.address() as AddressInfo).port}`;
});
afterAll(() => rig.stop());

const views = (...argv: string[]) =>
  run(['views', ...argv], { env: { DISPATCH_URL: url, DISPATCH_TOKEN: rig.tokens.handler } });

test('a view is kept by what its address has, as typed or as copied from a browser, listed and dropped', async () => {
  expect(await views('keep', '项目', '南安在建', 'county=南安市&stage=groundbreaking')).toMatchObject({ code: 0 });
  await views('keep', 'problems', '超期', 'https://dispatch.example/problems?overdue=true');
  const listed = await views('list');
  expect(listed.out).toContain('/projects?county=%E5%8D%97%E5%AE%89%E5%B8%82&stage=groundbreaking');
  expect(listed.out).toContain('/problems?overdue=true');
  const { items } = (await views('list', '--json')).json() as { items: { id: string; name: string }[] };
  const id = items.find(({ name }) => name === '超期')?.id ?? '';
  expect((await views('drop', id)).out).toContain(id);
  expect((await views('drop', id)).code).not.toBe(0);
  expect((await views('keep', '人员', '甲', 'q=1')).err).toContain('问题');
});
