import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { EvidenceList } from './evidence-list.tsx';
import { FindField } from './find.tsx';
import { Photos } from './photos.tsx';
import { RowsField } from './rows.tsx';
import type { Evidence, Field, FieldValue, Option, Values } from './types.ts';

interface FieldProps {
  field: Field;
  /** Of the whole form. */
  values: Values;
  value: FieldValue;
  error: string | undefined;
  /** What it is from now on; from what it was, for what takes its time and must not undo what was typed meanwhile. */
  change: (value: FieldValue | ((before: FieldValue) => FieldValue)) => void;
}

const GROUPS: ReadonlySet<Field['kind']> = new Set(['choice', 'picks', 'evidence', 'photos', 'rows']);

/** One field with its label, what is expected, and what was wrong with it. */
export function FieldRow({ field, values, value, error, change }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const about = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const isGroup = GROUPS.has(field.kind);
  const label = (
    <>
      {field.label} <span className="quiet">{t(field.required ? 'action.required' : 'action.optional')}</span>
    </>
  );
  return (
    <div
      className={error ? 'field wrong' : 'field'}
      {...(isGroup && { role: 'group', 'aria-labelledby': `${id}-label`, 'aria-describedby': about })}
    >
      {isGroup ? (
        <span className="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label className="label" htmlFor={id}>
          {label}
        </label>
      )}
      <Control {...{ id, field, values, value, change, about, wrong: error !== undefined }} />
      {field.hint && (
        <p className="quiet hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {error && (
        <p className="bad-text" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Omit<FieldProps, 'error'> {
  id: string;
  about: string | undefined;
  wrong: boolean;
}

/** The longest text the API takes, and a little more: a paste is not cut off unseen, it is refused with the rule. */
const LONG_MAX = 20_000;

function Control({ id, field, values, value, change, about, wrong }: ControlProps) {
  const { t } = useTranslation();
  const common = { id, 'aria-describedby': about, 'aria-invalid': wrong || undefined };
  const text = typeof value === 'string' ? value : '';
  const typed = (event: { target: { value: string } }): void => change(event.target.value);
  switch (field.kind) {
    case 'text':
    case 'partialDate':
      return <input type="text" {...common} value={text} maxLength={LONG_MAX} onChange={typed} />;
    case 'date':
      return <input type="date" {...common} value={text} onChange={typed} />;
    case 'long':
      return <textarea {...common} rows={4} value={text} maxLength={LONG_MAX} onChange={typed} />;
    case 'pick':
      return (
        <select {...common} value={text} onChange={typed}>
          <option value="">{t('action.choose')}</option>
          {optionsOf(field, values).map(option => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      );
    case 'find':
      return <FindField common={common} find={field.find} value={text} change={change} />;
    case 'choice':
      return <Choices id={id} options={optionsOf(field, values)} value={text} change={change} />;
    case 'picks':
      return <Picks options={optionsOf(field, values)} value={value as readonly string[]} change={change} />;
    case 'photos':
      return (
        <Photos
          value={value as readonly string[]}
          change={after => change(before => after(before as readonly string[]))}
        />
      );
    case 'rows':
      return <RowsField columns={field.columns} value={text} change={change} />;
    case 'evidence':
      return (
        <EvidenceList
          value={value as readonly Evidence[]}
          change={after => change(before => after(before as readonly Evidence[]))}
        />
      );
  }
}

const optionsOf = (
  { options }: Extract<Field, { kind: 'choice' | 'pick' | 'picks' }>,
  values: Values,
): readonly Option[] => (typeof options === 'function' ? options(values) : options);

const Choices = ({
  id,
  options,
  value,
  change,
}: {
  id: string;
  options: readonly Option[];
  value: string;
  change: (value: string) => void;
}) => (
  <div className="choices">
    {options.map(option => (
      <label key={option.value} className="option">
        <input type="radio" name={id} checked={value === option.value} onChange={() => change(option.value)} />
        {option.text}
      </label>
    ))}
  </div>
);

const Picks = ({
  options,
  value,
  change,
}: {
  options: readonly Option[];
  value: readonly string[];
  change: (value: readonly string[]) => void;
}) => (
  <div className="picks">
    {options.map(option => (
      <label key={option.value} className="option">
        <input
          type="checkbox"
          checked={value.includes(option.value)}
          onChange={event =>
            change(event.target.checked ? [...value, option.value] : value.filter(each => each !== option.value))
          }
        />
        {option.text}
      </label>
    ))}
  </div>
);
