import { DEFAULT_DATA, DEFAULT_URL } from '../contract/defaults.ts';

/** Where the parts of `npm start` are to be found; null: not one of ours. */
export interface Places {
  address: string;
  /** With the key that opens it. */
  mailboxUrl: string | null;
  smtpPort: number | null;
  temporalUi: string | null;
  dataDir: string;
  /** Where the first administrator sets his password; null when somebody has one. */
  setUpUrl: string | null;
  demo?: boolean;
}

/** What `npm start` says when everything answers: where things are, the first command to try, and how to stop. Programs wait for `is ready`. */
export function readyBanner(places: Places): string {
  const { address, mailboxUrl, smtpPort, temporalUi, dataDir, setUpUrl } = places;
  const lines = [
    ['服务 server', address],
    ['控制台 console', `${address}/`],
    ['接口文档 API', `${address}/api/docs`],
    ...(setUpUrl === null
      ? [['登录 sign in', `${address}/signin`]]
      : [['首次设置密码 first password (24 h, once)', setUpUrl]]),
    ...(mailboxUrl === null ? [] : [['开发信箱 mailbox', `${mailboxUrl}  (SMTP 127.0.0.1:${smtpPort})`]]),
    ...(temporalUi === null ? [] : [['Temporal UI', temporalUi]]),
    ['数据目录 data', dataDir],
  ];
  const next = [
    ['另开终端试试 try in another terminal', firstCommand(places)],
    ['停止 stop', 'Ctrl-C'],
  ];
  const text = [lines, next].map(part => part.map(([what, where]) => `  ${what}: ${where}\n`).join('')).join('\n');
  const made = places.demo
    ? '  演示数据：全部为虚构，邮件不会离开本机 demo data: all made up, no mail leaves this machine\n\n'
    : '';
  return `\n周调度 weekly-dispatch 已就绪 is ready\n\n${made}${text}\n`;
}

/** To be copied as it stands: what the command would not find by itself is said before it. */
function firstCommand({ address, dataDir }: Places): string {
  const url = address === DEFAULT_URL ? '' : `DISPATCH_URL=${address} `;
  const data = dataDir === DEFAULT_DATA ? '' : `DISPATCH_DATA=${quoted(dataDir)} `;
  return `${url}${data}npx dispatch doctor`;
}

/** For a shell. */
const quoted = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
