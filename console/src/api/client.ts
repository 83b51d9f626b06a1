import createClient, { type Middleware } from 'openapi-fetch';
import { isUnattended } from '../app/attention.ts';
import { language } from '../words/language.ts';
import { RequestFailed } from './failure.ts';
import type { paths } from './schema.d.ts';

/** Nobody is signed in, or not any more: signing in leads back to where one was. What somebody is typing is not taken from him: its form tells him. */
function goToSignIn(): void {
  if (document.querySelector('dialog[open] form') !== null && !isUnattended()) return;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/signin?to=${encodeURIComponent(here)}`);
}

const inOurWords: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', language() === 'zh' ? 'zh-CN' : 'en');
    if (isUnattended()) request.headers.set('dispatch-unattended', '1');
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return response;
    if (response.status === 401) goToSignIn();
    throw await RequestFailed.of(response);
  },
};

/** Every path, parameter and body is typed by the OpenAPI document; there is no other way to the server. */
export const api = createClient<paths>({ credentials: 'same-origin' });
api.use(inOurWords);

/** The body of an answer; `onResponse` has thrown if there was none. */
export async function read<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
