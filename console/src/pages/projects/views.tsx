import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Filters } from '../../ui/filters.tsx';
import { KeptViews } from '../../ui/kept-views/kept-views.tsx';

const SHAPES = ['table', 'board', 'grid'] as const;

/** The three shapes of the list, and the lists that somebody keeps for himself. */
export function Views({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const shape = filters.get('view') ?? 'table';
  return (
    <nav className="views" aria-label={t('projects.views.label')}>
      {SHAPES.map(name => (
        <Link key={name} to={{ search: searchWith(name) }} aria-current={shape === name ? 'page' : undefined}>
          {t(`projects.views.${name}`)}
        </Link>
      ))}
      <KeptViews list="projects" />
    </nav>
  );
}

function searchWith(shape: (typeof SHAPES)[number]): string {
  const params = new URLSearchParams(location.search);
  if (shape === 'table') params.delete('view');
  else params.set('view', shape);
  return params.toString();
}
