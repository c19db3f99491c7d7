import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { showToast } from '../ui/toast-store.ts';
import { lastOutputs, pin, readWhole, runOnWith } from './control-actions.ts';
import { JsonDraft, readDraft } from './json-draft.tsx';

/** Characters of outputs as JSON that can be changed by hand; more would stop a text field. */
const longestDraft = 1_000_000;

/** Changes what a node gave in the shown run: to run on with it, or to keep it for every run. */
export function OutputsDialog({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('control');
  const { t: tc } = useTranslation();
  const title = useDocumentStore((store) => store.document.nodes[nodeId]?.title ?? nodeId);
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    const recorded = lastOutputs(nodeId);
    const read = recorded === undefined ? Promise.resolve({}) : readWhole(recorded);
    read
      .then((value) => {
        const text = JSON.stringify(value, undefined, 2);
        if (text.length <= longestDraft) return setDraft(text);
        showToast({ tone: 'error', text: t('tooLargeToChange') });
        closeDialog();
      })
      .catch((error: unknown) => {
        const { message, action } = toErrorInfo(error);
        showToast({ tone: 'error', text: message, action });
        closeDialog();
      });
  }, [nodeId, t]);
  const outputs = draft === undefined ? undefined : readDraft(draft);
  return (
    <Dialog
      title={t('editOutputsOf', { title })}
      description={t('editOutputsNote')}
      size="wide"
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{tc('cancel')}</Button>
          <Button
            disabled={outputs === undefined}
            onClick={() => {
              if (outputs !== undefined && pin(nodeId, outputs)) closeDialog();
            }}
          >
            {t('pinThis')}
          </Button>
          <Button
            variant="primary"
            disabled={outputs === undefined}
            onClick={() => outputs && void runOnWith(nodeId, outputs)}
          >
            {t('runOn')}
          </Button>
        </>
      }
    >
      {draft === undefined ? undefined : (
        <JsonDraft label={t('changedValues')} draft={draft} onChange={setDraft} rows={8} />
      )}
    </Dialog>
  );
}
