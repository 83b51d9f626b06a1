import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MAIL_VARIANT_WORDS } from '../../../../src/contract/catalogue/words-mails.ts';
import { MAIL_KIND_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { MailKind } from '../../../../src/domain/mail-kinds.ts';
import type { TextSettings } from '../../../../src/domain/mail-texts.ts';
import { api, read } from '../../api/client.ts';
import { Failed } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Tag } from '../../ui/tag.tsx';
import { language } from '../../words/language.ts';
import { word } from '../../words/say.ts';

export const useMailTexts = () =>
  useQuery({
    queryKey: ['mail-texts'],
    queryFn: () => read(api.GET('/api/v1/mail-texts')),
    // Which mails there are comes with a release.
    staleTime: Infinity,
  });

/** Every mail with its subject as it is the rule; which are the office's own says the section. */
export function MailTexts({ value: { mails } }: { value: TextSettings }) {
  const { t } = useTranslation('office');
  const { data, isPending, isError, error, refetch } = useMailTexts();
  const kinds = [...new Set(data?.items.map(({ kind }) => kind))];
  const tongue = language() === 'zh' ? 'zh-CN' : 'en';
  return (
    <Card title={t('texts.list')} wide>
      <p className="quiet">{t('texts.listHint')}</p>
      {isPending && <Loading />}
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {kinds.map(kind => (
        <section key={kind} className="setting-part">
          <h3>{word(MAIL_KIND_WORDS, kind)}</h3>
          <ul className="bare rows">
            {data?.items
              .filter(item => item.kind === kind)
              .map(({ variant, builtIn }) => {
                const own = mails.find(
                  text => text.kind === kind && text.variant === variant && text.language === tongue,
                );
                return (
                  <li key={variant}>
                    <Link to={`/settings/texts/${kind}/${variant}`}>
                      {word(MAIL_VARIANT_WORDS[kind as MailKind], variant)}
                    </Link>
                    <span className="quiet">{own?.subject ?? builtIn[tongue].subject}</span>
                    {own && <Tag tone="accent">{t('texts.own')}</Tag>}
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </Card>
  );
}
