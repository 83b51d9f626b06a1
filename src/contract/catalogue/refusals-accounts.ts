import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about signing in, and about the audit. None says whether there is an account, and none repeats a password. */
export const ACCOUNT_REFUSALS = {
  badSignIn: t(
    '{field}：{value} 与密码不符，或没有这个账户。',
    '{field}: {value} and this password do not belong together, or there is no such account.',
  ),
  tooManyTries: t(
    '{field}：尝试过多，请 {seconds} 秒后再试。',
    '{field}: too many tries; please wait {seconds} seconds.',
  ),
  tooManyViews: t(
    '{field}：最多保存 {max} 个视图，{value} 没有保存；请先删去一个。',
    '{field}: at most {max} views are kept, {value} is not; please drop one first.',
  ),
  accountLocked: t(
    '{field}：连续输错次数过多，已锁定，请 {minutes} 分钟后再试，或联系系统管理员。',
    '{field}: locked after too many failures in a row; please wait {minutes} minutes, or ask an administrator.',
  ),
  passwordTooShort: t(
    '{field}：密码太短，至少 {min} 个字符，现为 {length} 个；一句不常见的话也可以。',
    '{field}: the password is too short, at least {min} characters, it has {length}; an unusual sentence will do.',
  ),
  passwordTooLong: t(
    '{field}：密码太长，最多 {max} 个字符。',
    '{field}: the password is too long, at most {max} characters.',
  ),
  passwordCommon: t(
    '{field}：这个密码太常见，容易被猜中，请换一个。',
    '{field}: the password is one of those that are tried first; please choose another.',
  ),
  passwordOfName: t(
    '{field}：密码里主要是您的姓名、登录名或邮箱，请换一个。',
    '{field}: the password is little more than your name, id or mail address; please choose another.',
  ),
  passwordKinds: t(
    '{field}：密码须含大写字母、小写字母、数字、其他字符中的 {kinds} 种，现有 {has} 种。',
    '{field}: the password needs {kinds} kinds of characters (capital, small, digit, other), it has {has}.',
  ),
  passwordUsedBefore: t(
    '{field}：最近用过的 {history} 个密码不能再用。',
    '{field}: none of the last {history} passwords may be used again.',
  ),
  passwordsDiffer: t('{field}：两次输入的密码不一样。', '{field}: the two passwords are not the same.'),
  currentPasswordWrong: t('{field}：现在的密码不对。', '{field}: this is not the present password.'),
  passwordTooOld: t(
    '{field}：密码已到期，按规定须先更换：在登录页更换，或随请求给出新密码。',
    '{field}: the password has reached its age and must be changed first: where you sign in, or with this request.',
  ),
  codeNeeded: t(
    '{field}：此账户启用了二次验证，请随请求给出验证码或恢复码。',
    '{field}: this account has a second factor; give its code, or a recovery code, with the request.',
  ),
  codeWrong: t(
    '{field}：验证码不对、已用过或已过时，请等下一个验证码再试。',
    '{field}: the code is wrong, was used, or is too old; please wait for the next one.',
  ),
  factorThere: t(
    '{field}：{value} 已启用二次验证，请先停用。',
    '{field}: {value} has a second factor; remove it first.',
  ),
  factorMissing: t('{field}：{value} 没有启用二次验证。', '{field}: {value} has no second factor.'),
  factorNeeded: t(
    '{field}：按规定此账户须先启用二次验证：请在登录页办理。',
    '{field}: by the rules this account needs a second factor first: set it up where you sign in.',
  ),
  passkeyWrong: t(
    '{field}：通行密钥没有通过验证，或等候过久，请重试；不成的请换一种方式。',
    '{field}: the passkey was not verified, or it took too long; please try again, or choose another way.',
  ),
  passkeyThere: t('{field}：这个通行密钥已登记过。', '{field}: this passkey is registered already.'),
  passkeyLimit: t(
    '{field}：通行密钥最多 {max} 个，请先移除不用的。',
    '{field}: at most {max} passkeys; please remove one that is not used.',
  ),
  passkeysUnavailable: t(
    '{field}：通行密钥要求用 https 域名访问本系统，现为 {value}。',
    '{field}: passkeys need this system to be reached by https and a host name; it is {value}.',
  ),
  signInAgain: t(
    '{field}：请重新登录，并在 {minutes} 分钟内办理。',
    '{field}: please sign in again, and do this within {minutes} minutes.',
  ),
  providerFlow: t(
    '{field}：统一身份认证没有完成，或这次登录已过时，请重新登录。',
    '{field}: the sign-in by the identity provider was not completed, or is too old; please try again.',
  ),
  providerUnknown: t(
    '{field}：统一身份认证中的 {value} 不是本系统的在用账户，请联系系统管理员。',
    '{field}: {value} of the identity provider is no account of this system; please ask an administrator.',
  ),
  providerOther: t(
    '{field}：{value} 对应的账户已绑定统一身份认证中的另一个人，请联系系统管理员。',
    '{field}: the account of {value} is bound to somebody else at the identity provider; please ask an administrator.',
  ),
  sessionNeeded: t(
    '{field}：此操作须登录后进行，令牌不行。',
    '{field}: this needs a session, signed in to with a password; a token will not do.',
  ),
  beyondScope: t(
    '{field}：令牌 {value} 的用途不包括此操作，需要：{scopes}。',
    '{field}: token {value} is not for this; it would need: {scopes}.',
  ),
  nothingToArchive: t(
    '{field}：没有早于保存期限（{days} 天）且尚未归档的审计记录。',
    '{field}: there is nothing in the audit that is older than the {days} days it is kept and has not been archived.',
  ),
  archiveDiffers: t(
    '{field}：{value} 与本系统中的记录（{sha256}）不同，文件不完整或被改过；没有取出任何记录。',
    '{field}: {value} is not the hash of what stands here ({sha256}): the file is not whole; nothing was taken out.',
  ),
  archiveMoved: t(
    '{field}：从 {value} 起的记录已归档，下一次应从 {seq} 起；请重新导出。',
    '{field}: what begins at {value} has been archived; the next begins at {seq}, so please begin again.',
  ),
  archiveNotOwner: t(
    '{field}：取出记录须有表的所有者权限，请在设置了 DATABASE_ADMIN_URL 的进程上办理。',
    '{field}: taking entries out needs the owner of the tables: ask a process that has DATABASE_ADMIN_URL.',
  ),
  auditNotWhole: t(
    '{field}：审计记录不完整（自序号 {seq}），没有归档；请先核对（audit verify）。',
    '{field}: the audit is not whole (from number {seq} on), so nothing was archived; look at it first (audit verify).',
  ),
  noMailAddress: t(
    '{field}：{value} 没有邮箱，请改为当面交给本人（by: hand）。',
    '{field}: {value} has no mail address; hand the link over instead (by: hand).',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
