import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Option } from './fields/types.ts';
import { Select } from './select.tsx';

/** Filters live in the address, so that a list can be sent on, kept and gone back to. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  const get = (name: string): string | undefined => params.get(name) ?? undefined;
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    setParams(
      before => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  /** Those of `names` that are set, as a query of the API; what an old link holds and the API does not know it refuses in words. */
  const pick = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.flatMap(name => (get(name) === undefined ? [] : [[name, get(name) ?? '']])));
  return { get, set, pick, clear: () => setParams({}, { replace: true }), any: params.size > 0 };
}

export type Filters = ReturnType<typeof useFilters>;

const TYPED_MS = 250;

/** Asked for once the typing rests. Whoever types 南安 by its sounds is not asked for the letters in between. */
export function SearchBox({ filters, placeholder }: { filters: Filters; placeholder: string }) {
  const given = filters.get('q') ?? '';
  const [typed, setTyped] = useState(given);
  const [composing, setComposing] = useState(false);
  useEffect(() => setTyped(given), [given]);
  useEffect(() => {
    if (composing || typed.trim() === given) return;
    const timer = setTimeout(() => filters.set({ q: typed.trim() }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, composing, given, filters]);
  return (
    <input
      type="search"
      value={typed}
      maxLength={100}
      placeholder={placeholder}
      aria-label={placeholder}
      onChange={event => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}

interface ChoiceProps {
  filters: Filters;
  name: string;
  label: string;
  options: readonly Option[];
}

export function Choice({ filters, name, label, options }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <label className="choice">
      <span>{label}</span>
      <Select
        {...{ options, value: filters.get(name) ?? '', none: t('filter.all') }}
        choose={value => filters.set({ [name]: value })}
      />
    </label>
  );
}

export function Check({ filters, name, label }: { filters: Filters; name: string; label: string }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={filters.get(name) === 'true'}
        onChange={event => filters.set({ [name]: event.target.checked ? 'true' : undefined })}
      />
      {label}
    </label>
  );
}

export function ClearFilters({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  if (!filters.any) return null;
  return (
    <button type="button" className="plain" onClick={filters.clear}>
      {t('filter.clear')}
    </button>
  );
}
