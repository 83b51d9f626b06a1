import { useTranslation } from 'react-i18next';
import { settingName, settingValue, settingWhy } from './words.ts';

type Branch = Readonly<Record<string, unknown>>;
const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRows = (value: unknown): value is readonly Branch[] =>
  Array.isArray(value) && value.length > 0 && value.every(isBranch);
const isPlain = (value: unknown): boolean => !isBranch(value) && !isRows(value);

interface PartProps {
  value: unknown;
  path: string;
}

/** A section as people read it: each value by its name, lists of things as tables, parts under their headings. */
export function SettingValues({ value, path }: PartProps) {
  const { t } = useTranslation();
  if (!isBranch(value)) return null;
  const places = Object.entries(value);
  const plain = places.filter(([, each]) => isPlain(each));
  return (
    <>
      {plain.length > 0 && (
        <table className="small setting-values">
          <thead>
            <tr>
              <th scope="col">{t('settings.name')}</th>
              <th scope="col">{t('settings.value')}</th>
            </tr>
          </thead>
          <tbody>
            {plain.map(([name, each]) => (
              <tr key={name}>
                <td title={`${path}.${name}`}>
                  {settingName(`${path}.${name}`)}
                  <Why path={`${path}.${name}`} />
                </td>
                <td>
                  <Value path={`${path}.${name}`} value={each} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {places
        .filter(([, each]) => !isPlain(each))
        .map(([name, each]) => (
          <section key={name} className="setting-part">
            <h3 title={`${path}.${name}`}>{settingName(`${path}.${name}`)}</h3>
            <Why path={`${path}.${name}`} />
            {isRows(each) ? (
              <Rows rows={each} path={`${path}.${name}`} />
            ) : (
              <SettingValues value={each} path={`${path}.${name}`} />
            )}
          </section>
        ))}
    </>
  );
}

/** Rows of the same plain values are a table; rows with parts of their own stand one below the other. */
function Rows({ rows, path }: { rows: readonly Branch[]; path: string }) {
  const flat = rows.map(flattened);
  if (!flat.every(row => Object.values(row).every(isPlain))) {
    return rows.map((row, at) => (
      <details key={at} className="setting-row">
        <summary>{titleOf(row) ?? at + 1}</summary>
        <SettingValues value={row} path={`${path}[${at}]`} />
      </details>
    ));
  }
  const columns = [...new Set(flat.flatMap(row => Object.keys(row)))];
  return (
    // Focusable, so that who has no mouse can read what lies beside the screen.
    <div className="scroll-x" role="group" aria-label={settingName(path)} tabIndex={0}>
      <table className="small">
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {settingName(`${path}[0].${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flat.map((row, at) => (
            <tr key={at}>
              {columns.map(column => (
                <td key={column}>{column in row && <Value path={`${path}[${at}].${column}`} value={row[column]} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `{ step, at: { hours } }` → `{ step, 'at.hours' }`: a part of a few plain values needs no heading in a table. */
const flattened = (row: Branch): Branch =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, each]): [string, unknown][] =>
      isBranch(each) && Object.values(each).every(isPlain)
        ? Object.entries(each).map(([inner, value]) => [`${name}.${inner}`, value])
        : [[name, each]],
    ),
  );

function titleOf(row: Branch): string | undefined {
  const { name, id, version } = row as { name?: unknown; id?: unknown; version?: unknown };
  const said = isBranch(name) ? Object.values(name).map(String).join(' · ') : name;
  const title = [said ?? id, said === undefined ? null : id, version && `@${String(version)}`].filter(Boolean);
  return title.length === 0 ? undefined : title.map(String).join(' ');
}

function Why({ path }: { path: string }) {
  const why = settingWhy(path);
  return why === undefined ? null : <p className="quiet hint">{why}</p>;
}

function Value({ path, value }: PartProps) {
  const { t } = useTranslation();
  return settingValue(path, value, {
    none: t('settings.noValue'),
    all: t('settings.all'),
    yes: t('settings.yes'),
    no: t('settings.no'),
  });
}
