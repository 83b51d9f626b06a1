import { useEffect, type RefObject } from 'react';

const goOnAtHead = (): void => document.getElementById('content')?.focus();

/**
 * A `ref` of a button that may go with what it brought about, once that is read again: whoever is on it goes on at the head of the page, and does
 * not begin again at the top of everything. A button that is switched off meanwhile has lost the keyboard already, so it must not be.
 */
export function headWhenGone(button: HTMLElement | null): () => void {
  return () => {
    if (button === null || document.activeElement !== button) return;
    queueMicrotask(() => {
      if (document.activeElement === document.body) goOnAtHead();
    });
  };
}

/** Shown above everything while it is there. Then whoever works by keyboard is where he was before, or at the head of the page if that is gone. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else goOnAtHead();
    };
  }, [dialog]);
}
