import { CornerDownRight, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readIteration } from '../run/iteration.ts';
import { showHidden } from '../ui/visible-text.ts';
import { readRowText, type OutputRow } from '../run/output-row.ts';
import type { NodeRecord } from '../run/run-view.ts';
import { classNames } from '../ui/class-names.ts';
import { showRunNode } from '../screen/show-node.ts';
import { useFamilyLook } from '../panels/family.tsx';
import { shortenArguments } from '../panels/shorten-arguments.ts';

interface OutputSpeakerProps {
  readonly row: OutputRow;
  readonly node: NodeRecord | undefined;
  /** Titles of the sub-flows around the node; '' for none. */
  readonly within: string;
  readonly showSpeaker: boolean;
}

/** Who spoke in a row, with the pass it was in; nothing where the row above says it. */
export function OutputSpeaker({ row, node, within, showSpeaker }: OutputSpeakerProps): ReactNode {
  const { t } = useTranslation('panels');
  const look = useFamilyLook(node?.kind ?? '');
  const place =
    'sticky top-1 flex w-28 shrink-0 items-center gap-1 self-start truncate leading-[18px]';
  if (row.kind === 'result') {
    return (
      <span
        title={[row.name, row.call && shortenArguments(readRowText(row.call))].join(' ')}
        className={classNames(place, row.isError ? 'text-failed' : 'text-tools')}
      >
        <CornerDownRight aria-hidden size={12} className="shrink-0" />
        {t(row.isError ? 'toolError' : 'result')}
      </span>
    );
  }
  if (row.kind === 'retry') {
    return (
      <span className={classNames(place, 'text-waiting')}>
        <RotateCw aria-hidden size={12} className="shrink-0" />
        {t('retry')}
      </span>
    );
  }
  if (row.kind === 'return') {
    return <span className={classNames(place, 'text-done')}>{t('returned')}</span>;
  }
  if (!showSpeaker) return <span className={place} />;
  const passes = readIteration(row.span?.iteration ?? '').map(({ pass }) => pass);
  const numbers = passes.join('.');
  const name = [within, node?.title ?? ''].filter((part) => part !== '').join(' › ');
  return (
    <button
      type="button"
      title={passes.length === 0 ? name : `${name} · ${numbers}`}
      aria-description={t('selectSpeaker', { title: name })}
      onClick={() => showRunNode(row.nodeId)}
      className={classNames(place, look.text, 'rounded text-left hover:underline')}
    >
      <span className="truncate">
        {within === '' ? undefined : <span className="sr-only">{within} › </span>}
        {showHidden(node?.title ?? '')}
      </span>
      {passes.length === 0 ? undefined : (
        <span className="shrink-0 rounded bg-raised px-1 text-tiny text-muted tabular-nums">
          <span className="sr-only">{t('passNumber', { pass: numbers })}</span>
          <span aria-hidden>{numbers}</span>
        </span>
      )}
    </button>
  );
}
