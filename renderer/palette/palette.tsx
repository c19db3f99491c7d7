import { ChevronDown, Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addKind } from '../commands/edit-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { togglePaletteGroup, usePreferences } from '../preferences/preferences-store.ts';
import { classNames } from '../ui/class-names.ts';
import { TextField } from '../ui/text-field.tsx';
import { groupKinds } from '../search/group-kinds.ts';
import type { KindGroup } from '../search/group-kinds.ts';
import { PaletteItem } from './palette-item.tsx';
import { paletteSearchId } from '../screen/palette-search.ts';

/** All module kinds by family, with a search; a click, Enter or a drag puts one on the canvas. */
export function Palette(): ReactNode {
  const { t } = useTranslation('palette');
  const keys = useShownKeys()('go.modules');
  const kinds = useEngineStore((store) => store.kinds);
  const folded = usePreferences((preferences) => preferences.foldedFamilies);
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupKinds(kinds, query), [kinds, query]);
  const best = query.trim() === '' ? undefined : groups[0]?.kinds[0]?.kind;

  const add = (kind: string): void => {
    addKind(kind);
    setQuery('');
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && best !== undefined) {
      event.preventDefault();
      add(best);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>('button[draggable]')?.focus();
    } else if (event.key === 'Escape') {
      if (query === '') (event.target as HTMLElement).blur();
      else setQuery('');
      event.stopPropagation();
    }
  };

  return (
    <nav aria-label={t('modules')} className="@container flex h-full flex-col bg-panel">
      <div className="relative shrink-0 p-2.5">
        <Search
          size={14}
          className="pointer-events-none absolute top-[18px] left-[18px] text-muted"
        />
        <TextField
          id={paletteSearchId}
          type="search"
          value={query}
          aria-label={t('find')}
          placeholder={t('find')}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onSearchKey}
          className="pr-10 pl-7 @max-[190px]:pr-2"
        />
        {query === '' && keys !== undefined ? (
          <kbd className="pointer-events-none absolute top-[17px] right-[18px] font-sans text-tiny text-muted @max-[190px]:hidden">
            {keys}
          </kbd>
        ) : undefined}
      </div>
      <div
        ref={list}
        className="min-h-0 grow overflow-y-auto px-2.5 pb-4"
        onKeyDown={(event) => moveBetweenItems(event, list.current)}
      >
        {groups.map((group) => (
          <PaletteFamily
            key={group.family}
            group={group}
            isFolded={query.trim() === '' && folded.includes(group.family)}
            best={best}
            onAdd={add}
          />
        ))}
        {groups.length === 0 && kinds.length > 0 ? (
          <p className="px-1 pt-2 text-muted">{t('nothing', { query: query.trim() })}</p>
        ) : undefined}
        {kinds.length === 0 ? <p className="px-1 pt-2 text-muted">{t('loading')}</p> : undefined}
      </div>
    </nav>
  );
}

interface PaletteFamilyProps {
  readonly group: KindGroup;
  readonly isFolded: boolean;
  /** The kind that Enter takes. */
  readonly best: string | undefined;
  readonly onAdd: (kind: string) => void;
}

/** The kinds of one family, under a heading that folds them. */
function PaletteFamily({ group, isFolded, best, onAdd }: PaletteFamilyProps): ReactNode {
  const { t } = useTranslation('palette');
  const readOnly = useDocumentStore((store) => store.readOnly);
  const name = t(`family_${group.family}`);
  return (
    <section aria-label={name}>
      <h2 className="mt-3 mb-1 text-tiny font-semibold text-muted">
        <button
          type="button"
          aria-expanded={!isFolded}
          onClick={() => togglePaletteGroup(group.family)}
          className="flex h-6 w-full items-center gap-1 rounded-control px-1 transition-colors hover:text-text"
        >
          {name}
          <ChevronDown
            size={12}
            aria-hidden
            className={classNames('transition-transform', isFolded && '-rotate-90')}
          />
          {isFolded ? (
            <span className="ml-auto font-normal tabular-nums">{group.kinds.length}</span>
          ) : undefined}
        </button>
      </h2>
      {isFolded
        ? undefined
        : group.kinds.map((kind) => (
            <PaletteItem
              key={kind.kind}
              kind={kind}
              best={kind.kind === best}
              disabled={readOnly}
              onAdd={() => onAdd(kind.kind)}
            />
          ))}
    </section>
  );
}

function moveBetweenItems(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const items = [...(list?.querySelectorAll<HTMLButtonElement>('button[draggable]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const next = items[at + (event.key === 'ArrowDown' ? 1 : -1)];
  event.preventDefault();
  if (next === undefined && event.key === 'ArrowUp')
    document.getElementById(paletteSearchId)?.focus();
  next?.focus();
}
