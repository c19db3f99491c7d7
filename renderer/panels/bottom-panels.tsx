import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Finding, Place } from '../../core/model/finding.ts';
import { formatCost } from '../run/format-cost.ts';
import { useRunView } from '../run/use-run-view.ts';
import { Tabs } from '../ui/tabs.tsx';
import { OutputPanel } from './output-panel.tsx';
import { OutputToolbar } from './output-toolbar.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { TracePanel } from './trace-panel.tsx';
import { useOutputControls } from './use-output-controls.ts';
import { useRecentRuns } from './use-recent-runs.ts';

interface BottomPanelsProps {
  readonly selectedNodeId: string | undefined;
  readonly onSelectNode: (nodeId: string) => void;
  /** What is wrong with the open flow. */
  readonly findings: readonly Finding[];
  /** Shows the person where a finding stands. */
  readonly onGoTo: (place: Place) => void;
}

// Counts and bars are read at a glance: only the text itself is drawn with each frame.
const countsEveryMs = 100;

type LeftTab = 'output' | 'problems' | 'runs';

/** The panels below the canvas: what the run says, what is wrong, earlier runs, and the trace. */
export function BottomPanels(props: BottomPanelsProps): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <Group orientation="horizontal" className="h-full bg-panel">
      <Panel minSize={280} defaultSize="46%">
        <LeftPanels {...props} />
      </Panel>
      <Separator
        aria-label={t('resizeHalves')}
        className="w-px bg-line transition-colors hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent"
      />
      <Panel minSize={280}>
        <RightPanels {...props} />
      </Panel>
    </Group>
  );
}

function LeftPanels(props: BottomPanelsProps): ReactNode {
  const { t } = useTranslation('panels');
  const [tab, setTab] = useState<LeftTab>('output');
  const view = useRunView(countsEveryMs);
  const controls = useOutputControls(view, props.selectedNodeId);
  const recent = useRecentRuns();
  return (
    <Tabs<LeftTab>
      label={t('leftPanels')}
      value={tab}
      onChange={setTab}
      tabs={[
        { id: 'output', label: t('output'), count: view.tokens || undefined },
        { id: 'problems', label: t('problems'), count: props.findings.length || undefined },
        { id: 'runs', label: t('runs'), count: recent.runs.length || undefined },
      ]}
      extra={
        tab === 'output' ? (
          <OutputToolbar view={view} controls={controls} selectedNodeId={props.selectedNodeId} />
        ) : undefined
      }
    >
      {tab === 'output' ? <OutputPanel controls={controls} /> : undefined}
      {tab === 'problems' ? (
        <ProblemsPanel findings={props.findings} onGoTo={props.onGoTo} />
      ) : undefined}
      {tab === 'runs' ? <RunsPanel recent={recent} /> : undefined}
    </Tabs>
  );
}

function RightPanels({ selectedNodeId, onSelectNode }: BottomPanelsProps): ReactNode {
  const { t } = useTranslation('panels');
  const view = useRunView(countsEveryMs);
  return (
    <Tabs<'trace'>
      label={t('rightPanels')}
      value="trace"
      onChange={() => {}}
      tabs={[
        {
          id: 'trace',
          label: t('trace'),
          count: view.spans.size || undefined,
        },
      ]}
      extra={<RunCost costUsd={view.costUsd} />}
    >
      <TracePanel view={view} selectedNodeId={selectedNodeId} onSelectNode={onSelectNode} />
    </Tabs>
  );
}

/** What the whole run has cost so far; nothing where no price is known. */
function RunCost({ costUsd }: { readonly costUsd: number | undefined }): ReactNode {
  const { t } = useTranslation('panels');
  if (costUsd === undefined) return undefined;
  return (
    <span
      title={t('runCostHelp')}
      className="selectable self-center pr-1 text-small whitespace-nowrap text-muted"
    >
      {t('runCost')} <span className="font-mono">{formatCost(costUsd)}</span>
    </span>
  );
}
