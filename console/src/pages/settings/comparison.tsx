import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { COLOUR_WORDS } from '../../../../src/contract/catalogue/colours.ts';
import type { ColourSettings } from '../../../../src/domain/colour/types.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { useMay } from '../../app/me.ts';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { language } from '../../words/language.ts';
import { today, word } from '../../words/say.ts';

interface Asked {
  rules: string;
  from: string;
  to: string;
}

const nameOf = (rules: ColourSettings['ruleSets'][number] | undefined): string =>
  rules === undefined ? '' : `${rules.id}@${rules.version}`;

const thisMonth = (): string => today().slice(0, 7);

/** Who would change colour by other rules, before anybody makes them the rule. */
export function Comparison({ rules: { ruleSets, report } }: { rules: ColourSettings }) {
  const { t } = useTranslation();
  const may = useMay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, isFetching, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'compare', asked],
    queryFn: () => read(api.GET('/api/v1/evaluation/colours/compare', { params: { query: asked as Asked } })),
    enabled: asked !== null,
  });
  const ask = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const of = (name: string): string => String(form.get(name) ?? '');
    setAsked({ rules: `${of('rulesFrom')},${of('rulesTo')}`, from: of('from'), to: of('to') });
  };
  if (!may('figures.read')) return null;
  const standing = ruleSets.findLast(({ id }) => id === report.project);
  return (
    <Card title={t('settings.compare')}>
      <p className="quiet">{t('settings.compareHint')}</p>
      <form onSubmit={ask}>
        {(['rulesFrom', 'rulesTo'] as const).map(name => (
          <label key={name} className="field">
            <span className="label">{t(`settings.${name}`)}</span>
            <select name={name} defaultValue={name === 'rulesFrom' ? nameOf(standing) : nameOf(ruleSets.at(-1))}>
              {ruleSets.map(rules => (
                <option key={nameOf(rules)} value={nameOf(rules)}>
                  {rules.name[language()]} · {nameOf(rules)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label className="field">
          <span className="label">{t('settings.from')}</span>
          <input type="month" name="from" required defaultValue={`${thisMonth().slice(0, 4)}-01`} />
        </label>
        <label className="field">
          <span className="label">{t('settings.until2')}</span>
          <input type="month" name="to" required defaultValue={thisMonth()} />
        </label>
        <button type="submit" className="button">
          {t('settings.run')}
        </button>
      </form>
      {isFetching && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      <div aria-live="polite">
        {data && data.months.every(({ changes }) => changes.length === 0) && <p>{t('settings.none')}</p>}
        {data?.months.map(({ month, rules, changes }) => (
          <section key={month}>
            {(changes.length > 0 || rules.includes(null)) && (
              <h3>{t('settings.month', { month, count: changes.length })}</h3>
            )}
            {rules.includes(null) && <p className="quiet">{t('settings.noRules')}</p>}
            <ul className="bare rows">
              {changes.map(({ id, name, from, to }) => (
                <li key={id}>
                  <span>{name}</span>
                  <span>{`${word(COLOUR_WORDS, from?.colour)} → ${word(COLOUR_WORDS, to?.colour)}`}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  );
}
