import { ListTree } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { EmptyState } from '../panels/empty-state.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { noRow } from '../run/span-table.ts';
import { gotStep, useWantedStep } from '../screen/wanted-step.ts';
import type { RunView } from '../run/run-view.ts';
import { SpanDetail } from './span-detail.tsx';
import { TraceBoard } from './trace-board.tsx';

interface TracePanelProps {
  /** Changes in place: the caller draws this again with each publication. */
  readonly view: RunView;
  readonly selectedNodeId: string | undefined;
  readonly onSelectNode: (nodeId: string) => void;
}

// Wide enough for names, bars and a detail pane side by side; else the detail goes below.
const besideFromWidth = 720;

/** The trace: the steps of a run as a tree or on a time axis, and what the selected step took, gave and cost. */
export function TracePanel(props: TracePanelProps): ReactNode {
  const { t } = useTranslation('panels');
  if (props.view.trace.count === 0) {
    return <EmptyState icon={<ListTree size={20} />} text={t('traceEmpty')} command="run.start" />;
  }
  return <Trace key={props.view.runId} {...props} />;
}

function Trace(props: TracePanelProps): ReactNode {
  const { view } = props;
  const { t } = useTranslation('panels');
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [row, setRow] = useState<number>();
  const [isOpen, setOpen] = useState(false);
  const wanted = useWantedStep((store) => store.wanted);
  // A long run comes piece by piece, and this is drawn again with each.
  const found = wanted?.runId === view.runId ? view.trace.rowOf(wanted.spanId) : noRow;
  const [gone, setGone] = useState<typeof wanted>();
  if (found !== noRow && wanted !== gone) {
    setGone(wanted);
    setRow(found);
    setOpen(true);
  }
  useEffect(() => {
    if (found !== noRow && wanted !== undefined) gotStep();
  }, [found, wanted]);
  const beside = width >= besideFromWidth;
  const isShown = isOpen && row !== undefined && row < view.trace.count && !view.trace.isPass(row);
  return (
    <div ref={frame} className="h-full">
      <Group
        key={String(beside)}
        orientation={beside ? 'horizontal' : 'vertical'}
        className="h-full"
      >
        <Panel id="steps" minSize={beside ? 280 : 110}>
          <TraceBoard
            {...props}
            row={row}
            onRow={(next, open) => {
              setRow(next);
              if (open) setOpen(true);
            }}
            onOpen={setOpen}
          />
        </Panel>
        {isShown ? (
          <>
            <Separator
              aria-label={t('resizeHalves')}
              className="bg-line transition-colors hover:bg-accent data-[separator=active]:bg-accent aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px"
            />
            <Panel id="detail" minSize={beside ? 240 : 80} defaultSize="44%">
              <SpanDetail key={row} row={row} view={view} onClose={() => setOpen(false)} />
            </Panel>
          </>
        ) : undefined}
      </Group>
    </div>
  );
}
