import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { COLOUR_WORDS } from '../../../../src/contract/catalogue/colours.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';

const TONES: Readonly<Record<string, Tone>> = { green: 'good', yellow: 'warn', red: 'bad', none: 'dim' };
const ORDER = ['red', 'yellow', 'green', 'none'];

/** Which counties are lit how, the worst first. */
export function Colours() {
  const { t } = useTranslation();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['figures', 'colours'],
    queryFn: () => read(api.GET('/api/v1/evaluation/colours', { params: { query: { subject: 'county' } } })),
  });
  const lit = data?.items.filter(({ colour }) => colour !== 'none') ?? [];
  const rows = lit.toSorted((a, b) => ORDER.indexOf(a.colour) - ORDER.indexOf(b.colour));
  return (
    <Card title={t('overview.colours', { month: data?.month ?? '' })} wide>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {data && rows.length === 0 && <p className="quiet">{t('overview.coloursNone')}</p>}
      <ul className="lights">
        {rows.map(({ id, name, colour }) => (
          <li key={id}>
            <Link to={`/projects?county=${encodeURIComponent(name)}`}>{name}</Link>
            <Tag tone={TONES[colour] ?? 'dim'}>{word(COLOUR_WORDS, colour)}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
