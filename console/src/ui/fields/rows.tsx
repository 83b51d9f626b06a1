import { useTranslation } from 'react-i18next';
import type { Option } from './types.ts';

export interface RowColumn {
  name: string;
  label: string;
  /** What may stand there, where that is known. */
  options?: readonly Option[];
  /** Between several values of a cell; left out where it holds one. */
  partedBy?: string | undefined;
}

type Row = Readonly<Record<string, string>>;

interface RowsProps {
  columns: readonly RowColumn[];
  /** The rows as JSON: forms keep text. */
  value: string;
  change: (value: string) => void;
}

/** A list row by row: each column a field, rows added, taken out and moved, by keyboard as by mouse. */
export function RowsField({ columns, value, change }: RowsProps) {
  const { t } = useTranslation('office');
  const rows = JSON.parse(value) as readonly Row[];
  const give = (next: readonly Row[]): void => change(JSON.stringify(next));
  const swap = (at: number): void =>
    give(rows.map((row, place) => (place === at ? (rows[at + 1] ?? row) : place === at + 1 ? (rows[at] ?? row) : row)));
  return (
    <div className="scroll-x rows-field">
      <table className="small">
        <thead>
          <tr>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">{t('rows.order')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map(column => (
                <td key={column.name}>
                  <Cell
                    column={column}
                    label={t('rows.cell', { column: column.label, row: at + 1 })}
                    value={row[column.name] ?? ''}
                    change={text =>
                      give(rows.map((each, place) => (place === at ? { ...each, [column.name]: text } : each)))
                    }
                  />
                </td>
              ))}
              <td className="rows-moves">
                <Move label={t('rows.up', { row: at + 1 })} sign="↑" isOff={at === 0} press={() => swap(at - 1)} />
                <Move
                  label={t('rows.down', { row: at + 1 })}
                  sign="↓"
                  isOff={at === rows.length - 1}
                  press={() => swap(at)}
                />
                <Move
                  label={t('rows.copy', { row: at + 1 })}
                  sign="⧉"
                  isOff={false}
                  press={() => give([...rows.slice(0, at + 1), row, ...rows.slice(at + 1)])}
                />
                <Move
                  label={t('rows.remove', { row: at + 1 })}
                  sign="✕"
                  isOff={false}
                  press={() => give(rows.filter((_, place) => place !== at))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="button" onClick={() => give([...rows, {}])}>
        {t('rows.add')}
      </button>
    </div>
  );
}

interface CellProps {
  column: RowColumn;
  label: string;
  value: string;
  change: (text: string) => void;
}

function Cell({ column: { options, partedBy }, label, value, change }: CellProps) {
  if (!options) {
    return <input type="text" aria-label={label} value={value} onChange={event => change(event.target.value)} />;
  }
  if (partedBy !== undefined) {
    return (
      <select
        multiple
        size={4}
        aria-label={label}
        value={value.split(partedBy)}
        onChange={event => change(Array.from(event.target.selectedOptions, option => option.value).join(partedBy))}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    );
  }
  const isKnown = value === '' || options.some(option => option.value === value);
  return (
    <select aria-label={label} value={value} onChange={event => change(event.target.value)}>
      <option value="" />
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

const Move = ({ label, sign, isOff, press }: { label: string; sign: string; isOff: boolean; press: () => void }) => (
  <button type="button" className="plain" aria-label={label} title={label} disabled={isOff} onClick={press}>
    {sign}
  </button>
);
