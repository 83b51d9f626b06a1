import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { COLOUR_WORDS } from '../../../../src/contract/catalogue/colours.ts';
import { api, read } from '../../api/client.ts';
import { useCounties } from '../../api/office.ts';
import type { paths } from '../../api/schema.d.ts';
import { Failed } from '../../app/failures.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { count, word, yi } from '../../words/say.ts';

type Query = NonNullable<paths['/api/v1/projects']['get']['parameters']['query']>;

const TONES: Readonly<Record<string, Tone>> = { green: 'good', yellow: 'warn', red: 'bad', none: 'dim' };

/** County by county: how many of the list, what they invest, and how the county is lit. */
export function CountyGrid({ query }: { query: Query }) {
  const { t } = useTranslation();
  const counties = useCounties();
  const { data } = useQuery({
    queryKey: ['figures', 'colours'],
    queryFn: () => read(api.GET('/api/v1/evaluation/colours', { params: { query: { subject: 'county' } } })),
  });
  const colours = new Map(data?.items.map(({ name, colour }) => [name, colour]));
  const shown = counties.filter(({ value }) => query.county === undefined || query.county === value);
  return (
    <ul className="bare county-grid" aria-label={t('projects.views.grid')}>
      {shown.map(({ value }) => (
        <County key={value} county={value} query={query} colour={colours.get(value)} />
      ))}
    </ul>
  );
}

function County({ county, query, colour }: { county: string; query: Query; colour: string | undefined }) {
  const { t } = useTranslation();
  const asked = { ...query, county };
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['projects', 'grid', asked],
    queryFn: () => read(api.GET('/api/v1/projects', { params: { query: { ...asked, limit: 1 } } })),
  });
  const to = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  return (
    <li className="card">
      <div className="card-head">
        <h2>
          <Link to={`/projects?${to}`}>{county}</Link>
        </h2>
        {colour !== undefined && <Tag tone={TONES[colour] ?? 'dim'}>{word(COLOUR_WORDS, colour)}</Tag>}
      </div>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && (
        <p>
          <strong className="when number">{count(data.total)}</strong>{' '}
          <span className="quiet">{t('overview.money', { yi: yi(data.sums.investmentYi) })}</span>
        </p>
      )}
    </li>
  );
}
