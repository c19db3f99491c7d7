import { openDialog, useDialogStore } from '../screen/dialog-store.ts';
import { useCheckStore } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { setOrigin, useTrustStore } from '../document/trust-store.ts';

/** Shows what a flow of somebody else's may reach as soon as it is open, once for each that is opened. */
export function askAboutForeignFlows(): void {
  let askedFor = -1;
  useCheckStore.subscribe(({ isTrusted, reaches, findings }) => {
    const { opened } = useDocumentStore.getState();
    const isForeign = useTrustStore.getState().origin === 'foreign';
    if (isTrusted === undefined || opened === askedFor) return;
    askedFor = opened;
    if (!isForeign) return;
    if (isTrusted) {
      // What a kind reaches that nobody knows yet is seen only once its module is loaded.
      if (!findings.some(({ code }) => code === 'unknown_kind')) setOrigin('own');
      return;
    }
    if (useDialogStore.getState().dialog === undefined) openDialog({ kind: 'ask-trust', reaches });
  });
}
