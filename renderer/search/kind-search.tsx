import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { Point } from '../document/flow-edits.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { groupKinds } from './group-kinds.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { PopoverAt } from '../ui/popover-at.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import type { SearchGroup } from '../ui/search-box.tsx';
import { rankKinds } from './score-kind.ts';

interface KindSearchProps {
  /** px from the window's top left corner. */
  readonly at: Point;
  readonly label: string;
  /** Those that are offered. */
  readonly kinds: readonly KindDescriptor[];
  readonly onChoose: (kindId: string) => void;
  readonly onClose: () => void;
}

/** A small search at a point: lists kinds by family, or the best match first, and says what the marked one does. */
export function KindSearch({ at, label, kinds, onChoose, onClose }: KindSearchProps): ReactNode {
  const { t } = useTranslation('search');
  const words = useKindWords();
  const [query, setQuery] = useState('');
  const groups = useKindGroups(kinds, query, (kindId) => {
    onClose();
    onChoose(kindId);
  });
  return (
    <PopoverAt at={at} label={label} onClose={onClose} className="w-80">
      <SearchBox
        label={label}
        placeholder={t('findKind')}
        query={query}
        onQuery={setQuery}
        groups={groups}
        nothing={t('nothing', { query: query.trim() })}
        listClass="max-h-72"
        footerClass="line-clamp-3 h-[60px]"
        describe={(marked) => {
          const kind = kinds.find((known) => known.kind === marked);
          return kind === undefined ? undefined : words(kind.description);
        }}
      />
    </PopoverAt>
  );
}

function useKindGroups(
  kinds: readonly KindDescriptor[],
  query: string,
  onChoose: (kindId: string) => void,
): readonly SearchGroup[] {
  const { t } = useTranslation('palette');
  const groups = useMemo(
    () =>
      query.trim() === ''
        ? groupKinds(kinds, '').map(({ family, kinds }) => ({ id: family, family, kinds }))
        : [{ id: 'all', kinds: rankKinds(kinds, query).map(({ thing }) => thing) }],
    [kinds, query],
  );
  return groups.map((group) => ({
    id: group.id,
    ...('family' in group ? { title: t(`family_${group.family}`) } : {}),
    options: group.kinds.map((kind) => ({
      id: kind.kind,
      row: <KindRow kind={kind} showsFamily={!('family' in group)} />,
      onChoose: () => onChoose(kind.kind),
    })),
  }));
}

interface KindRowProps {
  readonly kind: KindDescriptor;
  /** Where no heading says it. */
  readonly showsFamily: boolean;
}

/** One kind in a list of a search. */
export function KindRow({ kind, showsFamily }: KindRowProps): ReactNode {
  const { t } = useTranslation('palette');
  const words = useKindWords();
  return (
    <>
      <KindIcon icon={kind.icon} category={kind.category} />
      <span className="grow truncate">{words(kind.title)}</span>
      {showsFamily ? (
        <span className="shrink-0 text-small text-muted">{t(`family_${kind.category}`)}</span>
      ) : undefined}
    </>
  );
}
