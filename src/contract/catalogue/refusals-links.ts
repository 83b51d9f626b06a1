import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about one-click links. What a page without an account says of its own link stands in `src/links/catalogue.ts`. */
export const LINK_REFUSALS = {
  linkNotFor: t(
    '{field}：{value} 不能以链接办理此事（{purpose}）[，原承办人现属 {own}，不再是主办单位的人员]。',
    '{field}: there is nothing for {value} to do by a link for this: {purpose}[; the handler is of {own} now, and no longer of the lead unit].',
  ),
  linkByMailOnly: t(
    '{field}：{purpose} 要本人判断，其链接只随发给本人的邮件送达，不能手工生成；本人也可登录办理。',
    '{field}: {purpose} takes its holder’s own judgement; such a link comes in the mail to him only and is not made by hand, or he does it signed in.',
  ),
  linkUsed: t(
    '{field}：链接 {value} 已于 {on} 用过，不能再撤销。',
    '{field}: link {value} was used on {on} and cannot be revoked any more.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
