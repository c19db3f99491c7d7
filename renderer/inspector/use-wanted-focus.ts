import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useWantedField } from '../screen/inspector-store.ts';

const focusable =
  'input, textarea, [role="textbox"], [role="combobox"], [role="switch"], button:not([aria-label])';

/** Puts the focus into the field that somebody was led to, once it is drawn. */
export function useWantedFocus(nodeId: string, root: RefObject<HTMLElement | null>): void {
  const wanted = useWantedField((store) => store.wanted);
  useEffect(() => {
    if (wanted?.nodeId !== nodeId) return;
    const row = root.current?.querySelector(`[data-field="${CSS.escape(wanted.field)}"]`);
    const control = row?.querySelector<HTMLElement>(focusable);
    control?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    useWantedField.setState({ wanted: undefined });
  }, [wanted, nodeId, root]);
}
