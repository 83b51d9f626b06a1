import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** What the tab, the history and a reader of screens call the page. */
export function useTitle(title: string | undefined): void {
  const { t } = useTranslation();
  const product = t('product');
  useEffect(() => {
    document.title = title === undefined ? product : `${title} · ${product}`;
  }, [title, product]);
}
