import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { togglePin } from '../control/control-actions.ts';
import { marksOf, useFlowMarks } from '../document/flow-marks-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { useDocumentStore } from '../document/document-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import { ErrorView } from '../values/error-view.tsx';
import { ValueView } from '../values/value-view.tsx';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import type { SpanRun } from '../run/run-view.ts';
import { useRunView } from '../run/use-run-view.ts';
import { useNodeRun } from '../run/use-node-run.ts';
import { Section } from './inspector-section.tsx';

const refreshMs = 250;

/** What the node took and gave in the shown run: its newest execution, with its figures. */
export function LastRun({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const { t: tc } = useTranslation('canvas');
  const prefix = useDocumentStore(runPrefix);
  const view = useRunView(refreshMs);
  const run = useNodeRun(nodeId);
  const span = view.nodes.get(prefix + nodeId)?.last;
  if (run.state === 'idle' && span === undefined) return undefined;
  const state = tc(`state_${run.state}`);
  return (
    <Section section="lastRun" title={t('lastRun')} note={state} startsOpen>
      {span === undefined ? (
        <p className="text-small text-muted">{t('notReached')}</p>
      ) : (
        <>
          <Execution span={span} />
          <OutputActions nodeId={nodeId} span={span} />
        </>
      )}
    </Section>
  );
}

function Execution({ span }: { readonly span: SpanRun }): ReactNode {
  const { t } = useTranslation('inspector');
  const figures = listFigures(span);
  const { input, output, error } = span;
  return (
    <div className="flex flex-col gap-1">
      {figures.length === 0 ? undefined : (
        <dl className="flex flex-wrap gap-x-4 gap-y-1 text-small">
          {figures.map(({ name, text }) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-muted">{t(name)}</dt>
              <dd className="selectable font-mono">{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {error === undefined ? undefined : <ErrorView error={error} shownAt={span.nodeId} />}
      {input === undefined ? undefined : <ValueView label={t('runInput')} value={input} />}
      {output === undefined ? undefined : <ValueView label={t('runOutput')} value={output} />}
      {input === undefined && output === undefined && span.closedUs !== undefined ? (
        <p className="text-small text-muted">{t('notTraced')}</p>
      ) : undefined}
    </div>
  );
}

/** What can be made of what the node gave: other outputs to run on with, or the same for every run. */
function OutputActions({ nodeId, span }: { nodeId: string; span: SpanRun }): ReactNode {
  const { t } = useTranslation('control');
  const isInner = useDocumentStore((store) => store.path.length > 0);
  const flowId = useDocumentStore((store) => store.root.id);
  const isPinned = useFlowMarks((store) => marksOf(store, flowId).pins[nodeId] !== undefined);
  const running = useRunStore(({ state }) => state === 'running' || state === 'starting');
  if (isInner || (span.output === undefined && !isPinned)) return undefined;
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabled={running} onClick={() => openDialog({ kind: 'edit-outputs', nodeId })}>
        {t('changeOutputs')}
      </Button>
      <Button aria-pressed={isPinned} onClick={() => void togglePin(nodeId)}>
        {t(isPinned ? 'unpinOutputs' : 'pinOutputs')}
      </Button>
    </div>
  );
}

interface Figure {
  readonly name: 'runDuration' | 'runTokens' | 'runCost' | 'runAttempt';
  readonly text: string;
}

function listFigures({ openedUs, closedUs, tokens, costUsd, attempt }: SpanRun): readonly Figure[] {
  const figures: Figure[] = [];
  if (closedUs !== undefined)
    figures.push({ name: 'runDuration', text: formatDuration((closedUs - openedUs) / 1_000) });
  if (tokens > 0) figures.push({ name: 'runTokens', text: String(tokens) });
  if (costUsd !== undefined) figures.push({ name: 'runCost', text: formatCost(costUsd) });
  if (attempt > 1) figures.push({ name: 'runAttempt', text: String(attempt) });
  return figures;
}
