import { MoveRight, Minus, Pencil, Plus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import type { DifferenceRow } from './list-differences.ts';
import { useDifferenceWords } from './use-difference-words.ts';
import { ValueChangeView } from './value-change-view.tsx';

interface DifferenceListProps {
  readonly rows: readonly DifferenceRow[];
  /** Called with the row that was chosen; without it rows are only read. */
  readonly onChoose?: (row: DifferenceRow) => void;
  /** The node that is shown, and the way to its flow. */
  readonly chosen?: { readonly path: readonly string[]; readonly nodeId: string | undefined };
}

/** Of more differences the first ones are shown until the rest is asked for. */
const firstRows = 200;

const icons: Readonly<Record<DifferenceRow['change'], LucideIcon>> = {
  added: Plus,
  removed: Minus,
  changed: Pencil,
  moved: MoveRight,
};

/** All that is different as a list: each node with its settings before and after. */
export function DifferenceList({ rows, onChoose, chosen }: DifferenceListProps): ReactNode {
  const { t } = useTranslation('versions');
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return <p className="text-muted">{t('nothingDifferent')}</p>;
  const shown = isWhole ? rows : rows.slice(0, firstRows);
  const isChosen = ({ path, nodeId }: DifferenceRow): boolean =>
    nodeId !== undefined && nodeId === chosen?.nodeId && path.join('/') === chosen.path.join('/');
  return (
    <>
      <ul aria-label={t('differences')} className="flex flex-col gap-1">
        {shown.map((row) => (
          <Row key={row.key} row={row} onChoose={onChoose} isChosen={isChosen(row)} />
        ))}
      </ul>
      {shown.length === rows.length ? undefined : (
        <Button className="mt-2" onClick={() => setWhole(true)}>
          {t('showAll', { count: rows.length })}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  readonly row: DifferenceRow;
  readonly onChoose: DifferenceListProps['onChoose'];
  readonly isChosen: boolean;
}

function Row({ row, onChoose, isChosen }: RowProps): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const { change, about, within, kind, values } = row;
  const Icon = icons[change];
  const head = (
    <>
      <Icon
        size={14}
        aria-hidden
        className={classNames('mt-0.5 shrink-0', `difference-${change}`)}
      />
      <span className="min-w-0 grow text-left wrap-anywhere">
        <span className="sr-only">{t(`change_${change}`)} </span>
        {within.map((title) => `${title} › `)}
        <bdi className={about === 'wire' ? '' : 'font-medium'}>{words.row(row)}</bdi>
        {kind === '' || change === 'changed' ? undefined : (
          <span className="ml-1.5 text-small text-muted">{words.kind(kind)}</span>
        )}
      </span>
      <span aria-hidden className="shrink-0 text-small text-muted">
        {t(`change_${change}`)}
      </span>
    </>
  );
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const look = 'flex w-full items-start gap-2 rounded-control px-2 py-1';
  return (
    <li ref={place} className={isChosen ? 'rounded-control bg-accent-quiet' : ''}>
      {onChoose === undefined || row.nodeId === undefined ? (
        <div className={look}>{head}</div>
      ) : (
        <button type="button" className={`${look} hover:bg-hover`} onClick={() => onChoose(row)}>
          {head}
        </button>
      )}
      {values.length === 0 ? undefined : (
        <div className="mb-1 ml-8 flex flex-col gap-1.5 pr-2">
          {values.map((value) => (
            <ValueChangeView key={value.path.join('\u0000')} change={value} kind={kind} />
          ))}
        </div>
      )}
    </li>
  );
}
