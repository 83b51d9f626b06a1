import { expect, test } from '@jest/globals';
import { readyBanner, type Places } from '../../src/processes/ready-banner.ts';

const PLACES: Places = {
  address: 'http://127.0.0.1:8080',
  mailboxUrl: 'http://127.0.0.1:8080/mailbox?key=k',
  smtpPort: 1025,
  temporalUi: 'http://127.0.0.1:8233',
  dataDir: '.data',
  setUpUrl: null,
};

test('says where everything is, what to try first and how to stop', () => {
  expect(readyBanner(PLACES)).toBe(`
周调度 weekly-dispatch 已就绪 is ready

  服务 server: http://127.0.0.1:8080
  控制台 console: http://127.0.0.1:8080/
  接口文档 API: http://127.0.0.1:8080/api/docs
  登录 sign in: http://127.0.0.1:8080/signin
  开发信箱 mailbox: http://127.0.0.1:8080/mailbox?key=k  (SMTP 127.0.0.1:1025)
  Temporal UI: http://127.0.0.1:8233
  数据目录 data: .data

  另开终端试试 try in another terminal: npx dispatch doctor
  停止 stop: Ctrl-C

`);
});

test('shows where the first password is set, until one is', () => {
  const text = readyBanner({ ...PLACES, setUpUrl: 'http://127.0.0.1:8080/a/secret' });
  expect(text).toContain('首次设置密码 first password (24 h, once): http://127.0.0.1:8080/a/secret\n');
  expect(text).not.toContain('/signin');
});

test('names only what is its own', () => {
  const text = readyBanner({ ...PLACES, mailboxUrl: null, smtpPort: null, temporalUi: null });
  expect(text).not.toMatch(/mailbox|SMTP|Temporal|null/);
});

test.each([
  [{ address: 'http://127.0.0.1:9000' }, 'DISPATCH_URL=http://127.0.0.1:9000 npx dispatch doctor'],
  [{ dataDir: '/srv/office data' }, "DISPATCH_DATA='/srv/office data' npx dispatch doctor"],
  [{ dataDir: "/srv/o'x" }, String.raw`DISPATCH_DATA='/srv/o'\''x' npx dispatch doctor`],
])('with %j the command to try finds the server and its token', (other, command) => {
  expect(readyBanner({ ...PLACES, ...other })).toContain(`: ${command}\n`);
});
