import i18next from 'i18next';
import { announce, onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import type { Command } from '../commands/command.ts';
import { portsOf } from '../document/check-store.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { listFindings } from '../document/use-findings.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { kindWords } from '../i18n/use-kind-words.ts';
import { listQuickFixes } from './list-quick-fixes.ts';
import { makeFixScene } from './make-fix-scene.ts';
import type { QuickFix } from './quick-fix.ts';
import { fillFixValues } from './fix-values.ts';

/** The first fix of the first problem of the selected node that has one. */
function firstFix(): QuickFix | undefined {
  const nodeId = onlySelectedNode(useCanvasStore.getState());
  if (nodeId === undefined) return undefined;
  const { document } = useDocumentStore.getState();
  const { kinds, connections } = useEngineStore.getState();
  const scene = makeFixScene({ document, kinds, connections, portsOf, words: kindWords });
  for (const finding of listFindings()) {
    if (finding.place.nodeId !== nodeId) continue;
    const [fix] = listQuickFixes(finding, scene);
    if (fix !== undefined) return fix;
  }
  return undefined;
}

/** What mends the open flow. */
export const fixCommands: readonly Command[] = [
  {
    id: 'edit.fix-problem',
    title: 'fixProblem',
    group: 'edit',
    keys: ['Mod+.'],
    reach: 'everywhere',
    isAvailable: () =>
      !useDocumentStore.getState().readOnly &&
      listFindings().some(
        ({ place }) => place.nodeId === onlySelectedNode(useCanvasStore.getState()),
      ),
    run: () => {
      const fix = firstFix();
      if (fix === undefined) {
        announce(i18next.t('noFix', { ns: 'inspector' }));
        return;
      }
      edit(fix.apply);
      const words = i18next.t(fix.word, { ns: 'inspector', ...fillFixValues(fix, kindWords) });
      announce(i18next.t('fixed', { ns: 'inspector', fix: words }));
    },
  },
];
