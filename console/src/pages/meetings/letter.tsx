import { useTranslation } from 'react-i18next';

/**
 * A mail in its form, and in the words that programs without one show. The form comes from an address of its own, as ours lets no style of a
 * mail in, and that one lets nothing run.
 */
export function Letter({ address, text }: { address: string; text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <iframe className="mail-frame" title={t('mails.form')} src={address} sandbox="" />
      <details>
        <summary>{t('mails.plain')}</summary>
        <pre className="mail-text">{text}</pre>
      </details>
    </>
  );
}
