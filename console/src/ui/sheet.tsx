import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useModal } from './modal.ts';

interface SheetProps {
  title: ReactNode;
  close: () => void;
  /** For what does not fit a column of text. */
  wide?: boolean;
  children: ReactNode;
}

/** Something to be read on top of the page; Escape leads back. */
export function Sheet({ title, close, wide = false, children }: SheetProps) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  return (
    <dialog ref={dialog} className={wide ? 'command wide' : 'command'} aria-labelledby={id} onClose={close}>
      <h2 id={id}>{title}</h2>
      {children}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('mails.close')}
        </button>
      </div>
    </dialog>
  );
}
