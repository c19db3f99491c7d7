import { useMemo, type ReactNode } from 'react';
import { VirtualLines } from './virtual-lines.tsx';

/** Plain text, line by line. */
export function TextView({ text }: { readonly text: string }): ReactNode {
  const lines = useMemo(
    () => text.split('\n').flatMap((line) => line.match(/[^]{1,2000}/gu) ?? ['']),
    [text],
  );
  return <VirtualLines count={lines.length} renderLine={(at) => lines[at]} />;
}
