import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isOffline, RequestFailed } from '../api/failure.ts';
import { newKey } from '../api/key.ts';
import { FieldRow } from './fields/field.tsx';
import { Storing } from './fields/storing.ts';
import { headWhenGone, useModal } from './modal.ts';
import { startOf, type Field, type Values } from './fields/types.ts';

export interface Command {
  id: string;
  title: string;
  /** What it means, in a sentence, where the title does not say it. */
  hint?: string;
  fields: readonly Field[];
  send: (values: Values, key: string) => Promise<unknown>;
  grave?: boolean;
}

interface CommandDialogProps {
  command: Command;
  close: () => void;
  /** What was read before and may be another now. */
  changes: readonly (readonly unknown[])[];
  /** What others do meanwhile to what it is about. */
  meanwhile?: ReactNode;
}

/**
 * One command as a form. What is typed stays until it has taken effect or is given up; the key stays as long as what is typed, so that a second
 * press, a double click or a broken line asks for the same thing again and nothing happens twice.
 */
export function CommandDialog({ command, close, changes, meanwhile }: CommandDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const queries = useQueryClient();
  const [values, setValues] = useState<Values>(() => startOf(command.fields));
  const [key, setKey] = useState(newKey);
  const [storing, stores] = useStoring();
  useModal(dialog);
  const form = useRef<HTMLFormElement>(null);
  const given = useMutation({
    mutationFn: () => command.send(values, key),
    // Once more by itself, under the same key: most broken lines are whole again a second later.
    retry: (failures, error) => isOffline(error) && failures < 1,
    retryDelay: 1_000,
    networkMode: 'always',
    onSuccess: async () => {
      close();
      await Promise.all(changes.map(queryKey => queries.invalidateQueries({ queryKey })));
    },
    // Refused because somebody was faster: what it is now stands behind the form.
    onError: async error => {
      if (error instanceof RequestFailed && error.status === 409)
        await Promise.all(changes.map(queryKey => queries.invalidateQueries({ queryKey })));
    },
  });
  useEffect(() => {
    if (given.error !== null) goOnIn(form.current);
  }, [given.error]);
  const fields = command.fields.filter(({ when }) => when === undefined || when(values));
  const isBusy = given.isPending || storing > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) given.mutate();
  };
  return (
    <dialog ref={dialog} className="command" aria-labelledby={`${id}-title`} onClose={close}>
      <form ref={form} method="dialog" onSubmit={submit} noValidate>
        <h2 id={`${id}-title`}>{command.title}</h2>
        {command.hint && <p className="quiet">{command.hint}</p>}
        <Storing value={stores}>
          {fields.map(field => (
            <FieldRow
              key={field.name}
              field={field}
              values={values}
              value={values[field.name] ?? ''}
              error={errorAt(given.error, field)}
              change={value => {
                setValues(before => ({
                  ...before,
                  [field.name]: typeof value === 'function' ? value(before[field.name] ?? '') : value,
                }));
                setKey(newKey());
                given.reset();
              }}
            />
          ))}
        </Storing>
        {meanwhile}
        <WhatWentWrong error={given.error} shown={fields} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {t('action.cancel')}
          </button>
          <button type="submit" className={command.grave ? 'button grave' : 'button primary'} disabled={isBusy}>
            {t(storing > 0 ? 'action.storing' : given.isPending ? 'action.sending' : 'action.confirm')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** The button that was pressed was off in between and has lost the keyboard: one goes on at what is to be mended, or there for another try. */
function goOnIn(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('.wrong :is(input, select, textarea, button)');
  (wrong ?? form?.querySelector<HTMLElement>('[type=submit]'))?.focus();
}

/** How many files are on their way, and how a field tells of one. */
function useStoring(): [number, (file: Promise<unknown>) => void] {
  const [storing, setStoring] = useState(0);
  const stores = useCallback((file: Promise<unknown>) => {
    setStoring(count => count + 1);
    void file.finally(() => setStoring(count => count - 1));
  }, []);
  return [storing, stores];
}

/** `evidence[0].number` is said at `evidence`. */
const isOf = (field: string, { name, also = name }: Field): boolean =>
  [name, also].some(each => field === each || field.startsWith(`${each}.`) || field.startsWith(`${each}[`));

const errorAt = (error: unknown, shown: Field): string | undefined =>
  error instanceof RequestFailed ? error.problem?.errors?.find(({ field }) => isOf(field, shown))?.message : undefined;

/** What belongs to no field that is shown, and what has no answer at all. */
function WhatWentWrong({ error, shown }: { error: unknown; shown: readonly Field[] }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  if (isOffline(error)) return <Alert lines={[t('action.lost')]} />;
  if (error instanceof RequestFailed && error.status === 401) return <SessionOver />;
  if (!(error instanceof RequestFailed))
    return <Alert lines={[error instanceof Error ? error.message : String(error)]} />;
  const others = (error.problem?.errors ?? []).filter(({ field }) => !shown.some(each => isOf(field, each)));
  const lines = error.problem?.errors?.length ? others.map(({ message }) => message) : [error.message];
  return lines.length === 0 ? null : <Alert lines={lines} />;
}

/** What was typed stays where it is; he signs in beside it. */
function SessionOver() {
  const { t } = useTranslation();
  const here = encodeURIComponent(`${location.pathname}${location.search}`);
  return (
    <div className="box bad" role="alert">
      <p>{t('action.sessionOver')}</p>
      <a href={`/signin?to=${here}`} target="_blank" rel="noreferrer">
        {t('action.signInBeside')}
      </a>
    </div>
  );
}

const Alert = ({ lines }: { lines: readonly string[] }) => (
  <div className="box bad" role="alert">
    {lines.map(line => (
      <p key={line}>{line}</p>
    ))}
  </div>
);

interface CommandsProps {
  commands: readonly Command[];
  changes: readonly (readonly unknown[])[];
  /** Of a row among many: none stands out. */
  calm?: boolean;
  meanwhile?: ReactNode;
}

/** The buttons for what can be done here, and the form of the one that was pressed. */
export function Commands({ commands, changes, calm = false, meanwhile }: CommandsProps) {
  const [open, setOpen] = useState<Command | null>(null);
  // As it is now, with choices that came after it was opened; one that is not offered any more keeps what was typed and is refused in words.
  const present = commands.find(({ id }) => id === open?.id) ?? open;
  return (
    <div className="commands">
      {commands.map((command, place) => (
        <button
          key={command.id}
          ref={headWhenGone}
          type="button"
          className={place === 0 && !command.grave && !calm ? 'button primary' : 'button'}
          onClick={() => setOpen(command)}
        >
          {command.title}
        </button>
      ))}
      {present && (
        <CommandDialog key={present.id} command={present} close={() => setOpen(null)} {...{ changes, meanwhile }} />
      )}
    </div>
  );
}
