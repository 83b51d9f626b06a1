import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { MAIL_FIELD_WORDS, MAIL_VARIANT_WORDS } from '../../../../src/contract/catalogue/words-mails.ts';
import { MAIL_KIND_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { MailKind } from '../../../../src/domain/mail-kinds.ts';
import {
  MAIL_LOCALES,
  MAIL_TEXT_PARTS,
  type MailLocale,
  type MailText,
  type MailTextPart,
  type TextSettings,
} from '../../../../src/domain/mail-texts.ts';
import { api, read } from '../../api/client.ts';
import { Failed, NotFound } from '../../app/failures.tsx';
import { Card } from '../../ui/card.tsx';
import { Commands } from '../../ui/command.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useTitle } from '../../ui/title.ts';
import { language } from '../../words/language.ts';
import { word } from '../../words/say.ts';
import { useTextCommands } from './commands.ts';
import { MailPreview } from './mail-preview.tsx';
import { useMailTexts } from './mail-texts.tsx';
import type { Setting } from './section.tsx';

export type Parts = Record<MailTextPart, string>;

/** One mail: what the office says in it, beside how it will look. */
export function MailTextPage() {
  const { kind = '', variant = '' } = useParams();
  const { t } = useTranslation('office');
  const [tongue, setTongue] = useState<MailLocale>(language() === 'zh' ? 'zh-CN' : 'en');
  const texts = useMailTexts();
  const setting = useQuery({
    queryKey: ['settings', 'texts'],
    queryFn: () => read(api.GET('/api/v1/settings/{section}', { params: { path: { section: 'texts' } } })),
  });
  const name = `${word(MAIL_KIND_WORDS, kind)} · ${word(MAIL_VARIANT_WORDS[kind as MailKind] ?? {}, variant)}`;
  useTitle(name);
  if (texts.isLoadingError) return <Failed error={texts.error} retry={() => void texts.refetch()} />;
  if (setting.isLoadingError) return <Failed error={setting.error} retry={() => void setting.refetch()} />;
  if (texts.isPending || setting.isPending) return <Loading />;
  const known = texts.data.items.find(item => item.kind === kind && item.variant === variant);
  if (!known) return <NotFound />;
  const which = { kind: kind as MailKind, variant, language: tongue };
  return (
    <>
      <header className="page-head">
        <div>
          <p className="quiet">
            <Link to="/settings">{t('texts.settings')}</Link> / <Link to="/settings/texts">{t('texts.which')}</Link>
          </p>
          <h1>{name}</h1>
          <p className="quiet">{t('texts.onlyChinese')}</p>
        </div>
        <label className="choice">
          {t('texts.language')}
          <select value={tongue} onChange={event => setTongue(event.target.value as MailLocale)}>
            {MAIL_LOCALES.map(each => (
              <option key={each} value={each}>
                {each === 'en' ? 'English' : '中文'}
              </option>
            ))}
          </select>
        </label>
      </header>
      <Editor key={`${kind}/${variant}/${tongue}`} {...{ which, setting: setting.data, known }} />
    </>
  );
}

type Known = NonNullable<ReturnType<typeof useMailTexts>['data']>['items'][number];

interface EditorProps {
  which: Pick<MailText, 'kind' | 'variant' | 'language'>;
  setting: Setting;
  known: Known;
}

function Editor({ which, setting, known }: EditorProps) {
  const { t } = useTranslation('office');
  const { mails } = setting.value as TextSettings;
  const kept = mails.find(
    text => text.kind === which.kind && text.variant === which.variant && text.language === which.language,
  );
  const [parts, setParts] = useState<Parts>(() => partsOf(kept));
  const commands = useTextCommands(setting, { which, parts, isKept: kept !== undefined });
  const last = useRef<HTMLTextAreaElement>(null);
  const write = (part: MailTextPart, text: string): void => setParts(before => ({ ...before, [part]: text }));
  const insert = (field: string): void => {
    const place = last.current;
    if (!place) return;
    const { selectionStart: from, selectionEnd: to, value, name } = place;
    write(name as MailTextPart, `${value.slice(0, from)}{${field}}${value.slice(to)}`);
    place.focus();
  };
  const builtIn = known.builtIn[which.language];
  return (
    <div className="mail-editor">
      <Card title={t('texts.edit')} aside={<Commands commands={commands} changes={[['settings']]} calm />}>
        {MAIL_TEXT_PARTS.map(part => (
          <label key={part} className="field">
            <span className="label">{t(`texts.${part}`)}</span>
            <textarea
              name={part}
              rows={part === 'subject' ? 2 : 4}
              value={parts[part]}
              readOnly={commands.length === 0}
              onFocus={event => {
                last.current = event.currentTarget;
              }}
              onChange={event => write(part, event.target.value)}
            />
            {part !== 'subject' && <span className="quiet hint">{t(`texts.${part}Hint`)} </span>}
            <span className="quiet hint">
              {part === 'closing' ? t('texts.emptyClosing') : t('texts.empty', { text: builtIn[part] })}
            </span>
          </label>
        ))}
        {commands.length > 0 && (
          <>
            <p className="quiet">{t('texts.fields')}</p>
            <p className="tags">
              {known.fields.map(field => (
                <button key={field} type="button" className="button" onClick={() => insert(field)}>
                  {word(MAIL_FIELD_WORDS, field)} <code>{`{${field}}`}</code>
                </button>
              ))}
            </p>
          </>
        )}
      </Card>
      <MailPreview which={which} parts={parts} />
    </div>
  );
}

const partsOf = (kept: MailText | undefined): Parts => ({
  subject: kept?.subject ?? '',
  opening: kept?.opening ?? '',
  closing: kept?.closing ?? '',
});
