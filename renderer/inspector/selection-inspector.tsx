import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deleteSelection,
  duplicateSelection,
  toggleSelectionDisabled,
} from '../commands/edit-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { makeSubFlow } from '../commands/sub-flow-commands.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { Button } from '../ui/button.tsx';
import { FieldList } from './field-list.tsx';
import { listSharedFields } from './shared-fields.ts';
import type { Member } from './shared-fields.ts';

/** Several nodes: what can be done with all of them, and the settings that they share. */
export function SelectionInspector({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation('inspector');
  const shownKeys = useShownKeys();
  const nodeIds = useCanvasStore((store) => store.nodeIds);
  const nodes = useDocumentStore((store) => store.document.nodes);
  const kinds = useEngineStore((store) => store.kinds);
  const allDisabled = [...nodeIds].every((nodeId) => nodes[nodeId]?.disabled === true);
  const members = [...nodeIds].flatMap((nodeId): readonly Member[] => {
    const node = nodes[nodeId];
    const kind = kinds.find((known) => known.kind === node?.kind);
    return node === undefined || kind === undefined ? [] : [{ nodeId, node, kind }];
  });
  const isKnown = members.length === nodeIds.size;
  const fields = isKnown ? listSharedFields(members.map(({ kind }) => kind)) : [];
  return (
    <div className="flex flex-col gap-3 p-3">
      <h2 className="font-semibold">{t('selected', { count })}</h2>
      <div className="flex flex-wrap gap-2">
        <Button keys={shownKeys('edit.duplicate')} onClick={duplicateSelection}>
          {t('duplicate')}
        </Button>
        <Button keys={shownKeys('edit.make-sub-flow')} onClick={makeSubFlow}>
          {t('makeSubFlow')}
        </Button>
        <Button keys={shownKeys('edit.disable')} onClick={toggleSelectionDisabled}>
          {t(allDisabled ? 'enable' : 'disable')}
        </Button>
        <Button keys={shownKeys('edit.delete')} variant="danger" onClick={deleteSelection}>
          {t('delete')}
        </Button>
      </div>
      <section
        aria-label={t('sharedSettings')}
        className="flex flex-col gap-3 border-t border-line pt-3"
      >
        <h3 className="text-muted">{t('sharedSettings')}</h3>
        {fields.length === 0 ? (
          <p className="text-small text-muted">{t('nothingShared')}</p>
        ) : (
          <FieldList key={[...nodeIds].join(' ')} fields={fields} members={members} />
        )}
      </section>
    </div>
  );
}
