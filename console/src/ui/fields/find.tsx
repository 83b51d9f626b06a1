import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from './types.ts';

export type Find = (typed: string) => Promise<readonly Option[]>;

interface FindFieldProps {
  /** Of the input, with what is said of it. */
  common: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined };
  find: Find;
  value: string;
  change: (value: string) => void;
}

const TYPED_MS = 250;

/**
 * One of more than a list would show, found by a part of what it is called: the pattern "combobox with list" of ARIA. Of our own, as what a library
 * lays over the page lies below a `<dialog>`. What is typed and not chosen from the list goes as it is, a code for instance.
 */
export function FindField({ common, find, value, change }: FindFieldProps) {
  const { t } = useTranslation();
  const list = useId();
  const [typed, setTyped] = useState(value);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const found = useFound(find, typed, open);
  const options = found ?? [];
  const write = (text: string): void => {
    setTyped(text);
    change(text);
    setOpen(true);
    setAt(-1);
  };
  const choose = (option: Option): void => {
    setTyped(option.text);
    change(option.value);
    setOpen(false);
    setAt(-1);
  };
  const press = (event: KeyboardEvent): void => {
    const chosen = options[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // Neither the form is sent nor given up by what is meant for the list.
    if (step !== undefined) setAt(around(at + step, options.length));
    else if (!open || (event.key !== 'Escape' && (event.key !== 'Enter' || !chosen))) return;
    event.preventDefault();
    setOpen(step !== undefined);
    if (event.key === 'Enter' && chosen) choose(chosen);
  };
  return (
    <div className="find">
      <input
        {...common}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={open && options.length > 0}
        aria-controls={list}
        aria-activedescendant={open && options[at] ? `${list}-${at}` : undefined}
        value={typed}
        maxLength={100}
        onChange={event => write(event.target.value)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <ul id={list} role="listbox" aria-label={t('filter.found')} hidden={!open || options.length === 0}>
        {options.map((option, place) => (
          <li
            key={option.value}
            id={`${list}-${place}`}
            role="option"
            aria-selected={place === at}
            ref={place === at ? bringIntoView : null}
            // The keyboard stays in the field.
            onMouseDown={event => event.preventDefault()}
            onClick={() => choose(option)}
          >
            {option.text}
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {open && found?.length === 0 && t('filter.nothing')}
      </p>
    </div>
  );
}

/** From the last to the first, and back. */
const around = (at: number, length: number): number => (at >= length ? 0 : at < 0 ? length - 1 : at);

const bringIntoView = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' });

/** Asked for once the typing rests. */
function useFound(find: Find, typed: string, open: boolean): readonly Option[] | undefined {
  const id = useId();
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    ...{ queryKey: ['find', id, asked], queryFn: () => find(asked), enabled: open, placeholderData: keepPreviousData },
  });
  return data;
}
