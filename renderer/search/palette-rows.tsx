import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../commands/command.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import type { PlacedNode } from './list-flow-nodes.ts';

/** One command in the palette: its group, its title and its keys. */
export function CommandRow({ command }: { readonly command: Command }): ReactNode {
  const { t } = useTranslation('commands');
  const keys = useShownKeys()(command.id);
  return (
    <>
      <span className="min-w-0 grow truncate">
        <span className="text-muted">{t(`group_${command.group}`)} › </span>
        {t(command.title)}
      </span>
      {keys === undefined ? undefined : <kbd className="key shrink-0">{keys}</kbd>}
    </>
  );
}

/** One node in the palette: what it is, its title, and where it stands. */
export function NodeRow({ node }: { readonly node: PlacedNode }): ReactNode {
  const words = useKindWords();
  const kind = findKind(node.kind);
  return (
    <>
      <KindIcon icon={kind?.icon} category={kind?.category} />
      <span className="min-w-0 grow truncate">{node.title}</span>
      <span className="shrink-0 text-small text-muted">
        {[...node.place.titles, kind === undefined ? node.kind : words(kind.title)].join(' › ')}
      </span>
    </>
  );
}
