import { ArrowRight, Cable } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { splitEndpoint } from '../../core/model/flow-document.ts';
import { select } from '../screen/canvas-store.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { deleteSelection } from '../commands/edit-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { edgeId } from '../document/flow-edits.ts';
import { ValueView } from '../values/value-view.tsx';
import { usePassedValue } from '../run/passed-values.ts';
import { Button } from '../ui/button.tsx';
import { WireEndName } from './wire-end-name.tsx';

/** One selected wire: its two ends, and the value that last went through it. */
export function WireInspector({ id }: { readonly id: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const shownKeys = useShownKeys();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const edge = useDocumentStore((store) =>
    store.document.edges.find((each) => edgeId(each) === id),
  );
  if (edge === undefined) return undefined;
  return (
    <div className="flex flex-col gap-3 p-3">
      <h2 className="flex items-center gap-2 font-semibold">
        <Cable size={16} aria-hidden className="text-muted" />
        {t('wire')}
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <EndButton end={edge.from} side="output" />
        <ArrowRight size={14} aria-hidden className="shrink-0 text-muted" />
        <EndButton end={edge.to} side="input" />
      </p>
      {readOnly ? undefined : (
        <Button
          keys={shownKeys('edit.delete')}
          variant="danger"
          className="self-start"
          onClick={deleteSelection}
        >
          {t('deleteWire')}
        </Button>
      )}
      <section aria-label={t('lastPassed')} className="border-t border-line pt-1">
        <Passed from={edge.from} to={edge.to} />
      </section>
    </div>
  );
}

interface EndButtonProps {
  readonly end: string;
  readonly side: 'input' | 'output';
}

function EndButton({ end, side }: EndButtonProps): ReactNode {
  return (
    <button
      type="button"
      onClick={() => select([splitEndpoint(end).nodeId])}
      className="min-w-0 truncate rounded text-accent hover:underline"
    >
      <WireEndName end={end} side={side} />
    </button>
  );
}

function Passed({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const passed = usePassedValue({ from, to });
  if (passed === undefined)
    return <p className="pt-2 text-small text-muted">{t('nothingPassed')}</p>;
  const { value, message } = passed;
  return <ValueView label={t('lastPassed')} value={value === undefined ? message : { value }} />;
}
