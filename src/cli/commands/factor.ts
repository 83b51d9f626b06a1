import type { Command } from 'commander';
import type { EnrolmentAnswer, MyFactorAnswer, RecoveryCodesAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { showMyFactor, tellCodes, tellEnrolment } from '../views/factor.ts';

/** One's own second factor, in the session of `dispatch signin`. Passkeys are added in a browser. */
export function addFactorCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.factor;
  const factor = program.command('factor').description(help.group);
  const add = (name: string, description: string, work: Work<object>, example = name): void =>
    void factor
      .command(name)
      .description(description)
      .addHelpText('after', examples(setup, `factor ${example}`))
      .action(setup.run(work));
  add('show', help.show, show);
  add('set', help.set, set);
  add('remove', help.remove, remove);
  add('codes', help.codes, codes);
  add('remove-passkey <id>', help.removePasskey, removePasskey, 'remove-passkey vXq0h1wJ8g');
}

/** A password and a code are sent once: a repeated request would be a second try. */
const TRIES = 1;

async function asked(session: Session, what: 'password' | 'code'): Promise<string> {
  const { io, texts } = session;
  const typed = await (what === 'password' ? io.askHidden(texts.account.current) : io.ask(texts.account.code));
  if (typed === null || typed === '') throw misused('noTerminal', texts.factor.noTerminal);
  return typed;
}

const show: Work<object> = async session => {
  const found = await session.client.get<MyFactorAnswer>(paths.myFactor);
  await session.out.show(found, () => showMyFactor(session, found));
};

const set: Work<object> = async session => {
  const client = session.clientWith(TRIES);
  const current = await asked(session, 'password');
  const begun = await client.change<EnrolmentAnswer>('POST', paths.myFactor, { body: { current }, key: session.key });
  // The code can only be asked for when the secret has been read.
  tellEnrolment(session, begun);
  const totp = await asked(session, 'code');
  const proven = await client.change<RecoveryCodesAnswer>('PUT', paths.myFactor, { body: { totp }, key: session.key });
  await session.out.show(proven, () => tellCodes(session, proven, session.texts.factor.isOn));
};

/** Where there is an authenticator its code is asked for besides. */
async function proof(session: Session): Promise<{ current: string; totp?: string }> {
  const { since } = await session.client.get<MyFactorAnswer>(paths.myFactor);
  const current = await asked(session, 'password');
  return since === null ? { current } : { current, totp: await asked(session, 'code') };
}

const remove: Work<object> = async session => {
  const given = { body: await proof(session), key: session.key };
  const left = await session.clientWith(TRIES).change<MyFactorAnswer>('POST', paths.myFactorRemoval, given);
  await session.out.show(left, () => session.out.line(session.texts.factor.removed));
};

const codes: Work<object> = async session => {
  const given = { body: await proof(session), key: session.key };
  const drawn = await session.clientWith(TRIES).change<RecoveryCodesAnswer>('POST', paths.myCodes, given);
  await session.out.show(drawn, () => tellCodes(session, drawn, session.texts.factor.drawn));
};

const removePasskey: Work<object> = async (session, [id = '']) => {
  const given = { body: { current: await asked(session, 'password') }, key: session.key };
  const left = await session.clientWith(TRIES).change<MyFactorAnswer>('POST', paths.myPasskeyRemoval(id), given);
  await session.out.show(left, () => session.out.line(session.texts.factor.passkeyRemoved));
};
