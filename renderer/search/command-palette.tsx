import { Dialog as Radix } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { allCommands, isAvailable } from '../commands/command-registry.ts';
import { addKind } from '../commands/edit-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { goToNode } from '../screen/go-to-node.ts';
import { KindRow } from './kind-search.tsx';
import { listFlowNodes } from './list-flow-nodes.ts';
import { listPaletteGroups } from './palette-entries.ts';
import type { PaletteGroup, PaletteStock } from './palette-entries.ts';
import { CommandRow, NodeRow } from './palette-rows.tsx';
import { noteRecentCommand, useRecentCommands } from './recent-commands.ts';
import { SearchBox } from '../ui/search-box.tsx';
import type { SearchGroup } from '../ui/search-box.tsx';

interface CommandPaletteProps {
  /** What stands in the field at first, such as `@`. */
  readonly start: string;
}

/** Everything that can be done, gone to or added, by its name. */
export function CommandPalette({ start }: CommandPaletteProps): ReactNode {
  const { t } = useTranslation('search');
  const [query, setQuery] = useState(start);
  const chosen = useRef<() => void>(undefined);
  const stock = useStock();
  const found = useMemo(() => listPaletteGroups(query, stock), [query, stock]);
  const groups = useRows(found, (run) => {
    chosen.current = run;
    closeDialog();
  });
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : closeDialog())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/20" />
        <Radix.Content
          aria-describedby={undefined}
          // What was chosen may want the focus for itself: it runs when the focus is back where it was.
          onCloseAutoFocus={() => {
            if (chosen.current !== undefined) setTimeout(chosen.current);
          }}
          className="float-in fixed top-[12vh] left-1/2 z-40 flex max-h-[64vh] w-[min(560px,calc(100vw-48px))] -translate-x-1/2 flex-col overflow-hidden rounded-node border border-line-strong bg-panel shadow-float"
        >
          <Radix.Title className="sr-only">{t('palette')}</Radix.Title>
          <SearchBox
            label={t('palette')}
            placeholder={t('paletteHint')}
            query={query}
            onQuery={setQuery}
            groups={groups}
            nothing={t('nothing', { query: query.trim() })}
            describe={() => t('prefixes')}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useStock(): PaletteStock {
  const words = useKindWords();
  const root = useDocumentStore((store) => store.root);
  const readOnly = useDocumentStore((store) => store.readOnly);
  const kinds = useEngineStore((store) => store.kinds);
  const recent = useRecentCommands((store) => store.recent);
  return useMemo(() => {
    const titles = new Map(kinds.map((kind) => [kind.kind, words(kind.title)]));
    return {
      commands: allCommands(),
      recent,
      nodes: listFlowNodes(root),
      kinds: readOnly ? [] : kinds,
      titleOf: (kindId) => titles.get(kindId) ?? kindId,
    };
  }, [kinds, words, recent, root, readOnly]);
}

function useRows(
  found: readonly PaletteGroup[],
  choose: (run: () => void) => void,
): readonly SearchGroup[] {
  const { t } = useTranslation('search');
  return found.map((group) => ({
    id: group.kind,
    title: t(`group_${group.kind}`),
    more: group.more,
    options: listOptions(group, choose),
  }));
}

function listOptions(
  group: PaletteGroup,
  choose: (run: () => void) => void,
): SearchGroup['options'] {
  if (group.kind === 'nodes') {
    return group.entries.map((node) => ({
      id: `node ${[...node.place.path, node.nodeId].join('/')}`.replaceAll(' ', '_'),
      row: <NodeRow node={node} />,
      onChoose: () => choose(() => goToNode(node.place.path, node.nodeId)),
    }));
  }
  if (group.kind === 'kinds') {
    return group.entries.map((kind) => ({
      id: `kind_${kind.kind}`,
      row: <KindRow kind={kind} showsFamily />,
      onChoose: () => choose(() => addKind(kind.kind)),
    }));
  }
  return group.entries.map((command) => ({
    id: command.id,
    disabled: !isAvailable(command),
    row: <CommandRow command={command} />,
    onChoose: () => {
      noteRecentCommand(command.id);
      choose(command.run);
    },
  }));
}
