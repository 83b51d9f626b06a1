import { useEffect, type RefObject } from 'react';

/** Shown above everything while it is there. Then whoever works by keyboard is where he was before, or at the head of the page if that is gone. */
export function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      const back = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById('content');
      back?.focus();
    };
  }, [dialog]);
}
