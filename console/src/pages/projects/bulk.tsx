import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isOffline } from '../../api/failure.ts';
import type { Project } from '../../api/types.ts';
import { Card } from '../../ui/card.tsx';
import { Commands, type Command } from '../../ui/command.tsx';
import type { Column } from '../../ui/long-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { T } from '../../words/t.ts';

export interface Picked {
  codes: ReadonlySet<string>;
  toggle: (code: string) => void;
  set: (codes: Iterable<string>) => void;
}

export function usePicked(): Picked {
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set());
  return {
    codes,
    toggle: code =>
      setCodes(before =>
        before.has(code) ? new Set([...before].filter(each => each !== code)) : new Set([...before, code]),
      ),
    set: next => setCodes(new Set(next)),
  };
}

export function pickColumn(picked: Picked, { rows, t }: { rows: readonly Project[]; t: T }): Column<Project> {
  const all = rows.length > 0 && rows.every(({ code }) => picked.codes.has(code));
  return {
    ...{ id: 'pick', rem: 2.5 },
    head: (
      <input
        type="checkbox"
        aria-label={t('bulk.all')}
        checked={all}
        onChange={() => picked.set(all ? [] : rows.map(({ code }) => code))}
      />
    ),
    cell: ({ code, name }) => (
      <input
        type="checkbox"
        aria-label={t('bulk.pick', { name })}
        checked={picked.codes.has(code)}
        onChange={() => picked.toggle(code)}
      />
    ),
  };
}

interface Outcome {
  code: string;
  name: string;
  /** Null: done. */
  refused: string | null;
}

interface BulkProps {
  picked: Picked;
  rows: readonly Project[];
  commands: readonly { id: string; of: (code: string) => Command }[];
}

/** One form, and one command for each project that was picked; afterwards stands what became of each. */
export function Bulk({ picked, rows, commands }: BulkProps) {
  const { t } = useTranslation();
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const chosen = rows.filter(({ code }) => picked.codes.has(code));
  const forAll = commands.map(({ of }): Command => {
    const one = of('');
    return {
      ...one,
      hint: t('bulk.hint', { count: chosen.length }),
      send: async (values, key) => {
        const done: Outcome[] = [];
        for (const { code, name } of chosen) {
          const refused = await refusalOf(() => of(code).send(values, `${key}-${code}`));
          done.push({ code, name, refused });
        }
        setOutcomes(done);
        picked.set(done.filter(each => each.refused !== null).map(({ code }) => code));
      },
    };
  });
  return (
    <>
      {chosen.length > 0 && (
        <div className="bulk" role="group" aria-label={t('bulk.label')}>
          <strong>{t('bulk.count', { count: chosen.length })}</strong>
          <Commands commands={forAll} changes={[['projects'], ['figures']]} calm />
          <button type="button" className="plain" onClick={() => picked.set([])}>
            {t('bulk.none')}
          </button>
        </div>
      )}
      {outcomes && <Outcomes outcomes={outcomes} close={() => setOutcomes(null)} />}
    </>
  );
}

/** A broken line stops all: pressed again under the same keys, what was done is not done twice. */
async function refusalOf(send: () => Promise<unknown>): Promise<string | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (isOffline(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}

function Outcomes({ outcomes, close }: { outcomes: readonly Outcome[]; close: () => void }) {
  const { t } = useTranslation();
  const refused = outcomes.filter(each => each.refused !== null).length;
  return (
    <Card
      title={t('bulk.outcome', { done: outcomes.length - refused, refused })}
      aside={
        <button type="button" className="plain" onClick={close}>
          {t('bulk.close')}
        </button>
      }
    >
      <div className="bulk-outcomes" role="status">
        <table className="small">
          <tbody>
            {outcomes
              .toSorted((a, b) => Number(a.refused === null) - Number(b.refused === null))
              .map(({ code, name, refused: why }) => (
                <tr key={code}>
                  <td>
                    <Link to={`/projects/${code}`}>{name}</Link>
                  </td>
                  <td>
                    <Tag tone={why === null ? 'good' : 'bad'}>{t(why === null ? 'bulk.done' : 'bulk.refused')}</Tag>{' '}
                    {why}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
