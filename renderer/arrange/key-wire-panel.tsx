import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../screen/canvas-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { endKeyWire, finishKeyWire, stepEnd, stepTarget, useKeyWire } from './key-wire-store.ts';
import type { KeyWire } from './key-wire-store.ts';
import type { PortEnd } from './wire-ends.ts';

/** Lists the ports that take the wire which is being drawn by keys; the marked one lights up on the canvas. */
export function KeyWirePanel(): ReactNode {
  const wire = useKeyWire((store) => store.wire);
  return wire === undefined ? undefined : <TargetList wire={wire} />;
}

const stepOfKey: Readonly<Record<string, () => void>> = {
  ArrowDown: () => stepTarget(1),
  ArrowUp: () => stepTarget(-1),
  ArrowRight: () => stepEnd(1),
  ArrowLeft: () => stepEnd(-1),
  Enter: finishKeyWire,
  Escape: endKeyWire,
};

function TargetList({ wire }: { readonly wire: KeyWire }): ReactNode {
  const { t } = useTranslation('canvas');
  const nameOf = useEndNames();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { end, ends, targets, at, side } = wire;
  const title = t(side === 'output' ? 'connectFrom' : 'connectTo', { end: nameOf(end) });
  const marked = targets[at];
  const place = t('countOf', { at: at + 1, total: targets.length });
  const said = marked === undefined ? t('nothingFits') : `${nameOf(marked)}, ${place}`;
  useEffect(() => list.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    announce(`${title}: ${said}`);
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [title, said]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOfKey[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <div className="nokey nodrag nopan absolute top-3 left-1/2 z-20 w-80 -translate-x-1/2 rounded-control border border-line-strong bg-float shadow-float">
      <p id={`${id}-title`} className="border-b border-line px-3 py-2 font-semibold">
        {title}
      </p>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-help`}
        aria-activedescendant={marked === undefined ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
        onBlur={endKeyWire}
        className="max-h-44 overflow-y-auto p-1 -outline-offset-2"
      >
        {targets.map((target, index) => (
          <div
            key={`${target.nodeId} ${target.port.id} ${target.isInner}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              stepTarget(index - at);
              finishKeyWire();
            }}
            className={classNames(
              'flex h-7 items-center gap-2 rounded px-2',
              index === at && 'bg-accent-quiet text-accent',
            )}
          >
            <span className="grow truncate">{nameOf(target)}</span>
            {target.replaces.length > 0 ? (
              <span className="shrink-0 text-small text-muted">{t('replacesWire')}</span>
            ) : undefined}
          </div>
        ))}
        {targets.length === 0 ? (
          <p className="px-2 py-1 text-small text-muted">{t('nothingFits')}</p>
        ) : undefined}
      </div>
      <p id={`${id}-help`} className="border-t border-line px-3 py-2 text-small text-muted">
        {t(ends.length > 1 ? 'connectHelpEnds' : 'connectHelp')}
      </p>
    </div>
  );
}

/** A port with its node, as people read it. */
function useEndNames(): (end: PortEnd) => string {
  const nodes = useDocumentStore((store) => store.document.nodes);
  const words = useKindWords();
  return ({ nodeId, port }) => {
    // A variable's port carries the variable's name, which is no word to translate.
    const label = port.label === port.id ? port.label : words(port.label);
    return `${nodes[nodeId]?.title ?? nodeId} · ${label}`;
  };
}
