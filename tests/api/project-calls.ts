import { expect } from '@jest/globals';
import type { Answer, ApiRig, Call } from './rig.ts';

export const PROJECTS = '/api/v1/projects';

/** What tests of one project ask again and again; `rig` is looked up at the call, because it starts in a hook. */
export function projectCalls(rig: () => ApiRig) {
  return {
    /** Starts a project that was signed on 28 April 2026; its name is its code. */
    async signed(code: string, more: object = {}): Promise<void> {
      const milestones = { signing: { actual: '2026-04-28' } };
      const body = {
        code,
        name: code,
        county: '南安市',
        investmentWan: 138_000,
        stage: 'signing',
        milestones,
        ...more,
      };
      const { status, body: answer } = await rig().call({ method: 'POST', url: PROJECTS, body });
      expect([status, answer.code]).toEqual([201, code]);
    },
    give: (code: string, command: string, body: object, more: Partial<Call> = {}): Promise<Answer> =>
      rig().call({ method: 'POST', url: `${PROJECTS}/${code}/${command}`, body, ...more }),
    read: async (path: string) => (await rig().call({ url: `${PROJECTS}/${path}` })).body,
  };
}

/** `status code field value` of a refusal. */
export function told({ status, body }: Answer): unknown[] {
  const [error] = body.errors ?? [];
  return [status, body.code, error?.field, error?.value];
}
