import i18next from 'i18next';
import { findKeyShapes } from '../../core/model/find-key-shapes.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { showToast } from '../ui/toast-store.ts';

/** Says where a flow that was just written holds what looks like a key. */
export function warnOfKeys(document: FlowDocument): void {
  const [first] = findKeyShapes(document);
  if (first === undefined) return;
  const { title, path, shown } = first;
  const place = [title, ...path.slice(title === undefined ? 0 : 3)].filter(Boolean).join(' → ');
  showToast({
    tone: 'error',
    text: i18next.t('trust:keyShaped', { place, shown, interpolation: { escapeValue: false } }),
    action: i18next.t('trust:keyShapedAction'),
  });
}
