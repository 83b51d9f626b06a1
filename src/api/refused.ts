import { refusalText, type Locale } from '../contract/catalogue/index.ts';
import type { ProblemDetails } from '../contract/schemas/index.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { STATUS_OF } from './statuses.ts';

/** Thrown by routes and plugins; the error handler answers with it. */
export class Refused extends Error {
  readonly refusals: readonly [Refusal, ...Refusal[]];
  readonly statusCode: number;
  readonly retryAfterSeconds: number | null;
  /** It lies outside what who asks may see or change, whatever he is told: of interest to whoever audits. */
  readonly beyondReach: boolean;

  /** Several refusals are one answer: the first decides the status. None at all would be our mistake, and is told as one. */
  constructor(
    refusals: Refusal | readonly Refusal[],
    options: { retryAfterSeconds?: number; beyondReach?: boolean; cause?: unknown } = {},
  ) {
    const [first = refuse('internal', '', null), ...rest] = 'code' in refusals ? [refusals] : refusals;
    super(`${first.code} ${first.field}`, { cause: options.cause });
    this.name = 'Refused';
    this.beyondReach = options.beyondReach ?? false;
    this.refusals = [first, ...rest];
    this.statusCode = STATUS_OF[first.code];
    const { seconds } = first.params;
    this.retryAfterSeconds =
      options.retryAfterSeconds ??
      (this.statusCode === 503 ? 5 : this.statusCode === 429 && typeof seconds === 'number' ? seconds : null);
  }
}

/** What kind of refusal it is, by status; which rule it was stands in `errors`. */
const TITLES: Readonly<Record<number, Readonly<Record<Locale, string>>>> = {
  400: { zh: '请求有误', en: 'The request has wrong values' },
  401: { zh: '未登录', en: 'Not signed in' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '找不到', en: 'Not found' },
  405: { zh: '方法不支持', en: 'Not possible at this address' },
  408: { zh: '请求超时', en: 'The request took too long' },
  409: { zh: '与现状冲突', en: 'Not possible in the present state' },
  413: { zh: '内容过大', en: 'Too large' },
  414: { zh: '地址过长', en: 'The address is too long' },
  415: { zh: '内容类型不支持', en: 'Unsupported content' },
  422: { zh: '不符合规则', en: 'Against the rules' },
  429: { zh: '请求过多', en: 'Too many requests' },
  431: { zh: '请求头过大', en: 'The headers are too large' },
  503: { zh: '暂时不可用', en: 'Unavailable for the moment' },
};
/** Of every status without a title: nothing the caller could mend. */
const FAILED: Readonly<Record<Locale, string>> = { zh: '内部错误', en: 'Internal error' };

interface Place {
  locale: Locale;
  instance: string;
  /** The same refusals as their sentences say them: with names. */
  shown?: readonly Refusal[];
}

/** RFC 9457. Nothing of the inside stands in it: no stack, no SQL, no message of a library. */
export function problemOf(refused: Refused, { locale, instance, shown }: Place): ProblemDetails {
  const [first] = refused.refusals;
  const errors = refused.refusals.map((refusal, index) => {
    return { ...refusal, message: refusalText(shown?.[index] ?? refusal, locale) };
  });
  return {
    type: `urn:weekly-dispatch:problem:${first.code}`,
    title: (TITLES[refused.statusCode] ?? FAILED)[locale],
    status: refused.statusCode,
    detail: errors.map(({ message }) => message).join(locale === 'zh' ? '' : ' '),
    instance,
    code: first.code,
    errors,
  };
}
