import { ListTree } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { RunView, SpanRun } from '../run/run-view.ts';
import { EmptyState } from './empty-state.tsx';
import { SpanDetail } from './span-detail.tsx';
import { TraceTree } from './trace-tree.tsx';
import { useElementSize } from './use-element-size.ts';

interface TracePanelProps {
  /** Changes in place: the caller draws this again with each publication. */
  readonly view: RunView;
  readonly selectedNodeId: string | undefined;
  readonly onSelectNode: (nodeId: string) => void;
}

// Wide enough for names, bars and a detail pane side by side; else the detail goes below.
const besideFromWidth = 560;

/** The trace: the tree of steps with its time axis, and what the selected step took, gave and cost. */
export function TracePanel({ view, selectedNodeId, onSelectNode }: TracePanelProps): ReactNode {
  const { t } = useTranslation('panels');
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [chosen, setChosen] = useState<SpanRun>();
  // A step of an earlier run is not shown for this one.
  const selected = chosen && view.spans.get(chosen.spanId) === chosen ? chosen : undefined;
  const select = (span: SpanRun): void => {
    setChosen(span);
    if (span.nodeId !== '') onSelectNode(span.nodeId);
  };
  const beside = width >= besideFromWidth;
  return (
    <div ref={frame} className="h-full">
      {view.spans.size === 0 ? (
        <EmptyState icon={<ListTree size={20} />} text={t('traceEmpty')} command="run.start" />
      ) : (
        <Group
          key={String(beside)}
          orientation={beside ? 'horizontal' : 'vertical'}
          className="h-full"
        >
          <Panel id="tree" minSize={beside ? 200 : 60}>
            <TraceTree
              key={view.runId}
              view={view}
              selected={selected}
              selectedNodeId={selectedNodeId}
              onSelect={select}
            />
          </Panel>
          {selected ? (
            <>
              <Separator
                aria-label={t('resizeHalves')}
                className="bg-line transition-colors hover:bg-accent data-[separator=active]:bg-accent aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px"
              />
              <Panel id="detail" minSize={beside ? 240 : 80} defaultSize="46%">
                <SpanDetail
                  key={selected.spanId}
                  span={selected}
                  view={view}
                  onClose={() => setChosen(undefined)}
                />
              </Panel>
            </>
          ) : undefined}
        </Group>
      )}
    </div>
  );
}
