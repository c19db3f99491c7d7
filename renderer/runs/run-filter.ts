import type { RunState } from '../../core/contracts/events.ts';
import type { RunFilter } from '../../core/contracts/run-history.ts';

/** How far back runs are looked for. */
export const periods = ['any', 'hour', 'day', 'week', 'month'] as const;
type Period = (typeof periods)[number];

/** Which runs the panel shows, as the person says it. */
export interface ShownFilter {
  readonly text: string;
  /** Only runs of the open flow. */
  readonly thisFlow: boolean;
  /** Empty for all. */
  readonly states: readonly RunState[];
  /** A part of a node's title, or its kind; '' for any. */
  readonly node: string;
  /** '' for any. */
  readonly model: string;
  readonly period: Period;
  /** US dollars; undefined for no bound. */
  readonly minCostUsd: number | undefined;
  readonly maxCostUsd: number | undefined;
  readonly starred: boolean;
}

/** Shows every run. */
export const everyRun: ShownFilter = {
  text: '',
  thisFlow: false,
  states: [],
  node: '',
  model: '',
  period: 'any',
  minCostUsd: undefined,
  maxCostUsd: undefined,
  starred: false,
};

const hourMs = 3_600_000;
const lengthsMs: Readonly<Record<Exclude<Period, 'any'>, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};

/** What the record is asked for. */
export function toRunFilter(
  shown: ShownFilter,
  now: { readonly openFlowId: string; readonly nowMs: number },
): RunFilter {
  const { text, thisFlow, states, node, model, period, minCostUsd, maxCostUsd, starred } = shown;
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(thisFlow ? { flowId: now.openFlowId } : {}),
    ...(states.length === 0 ? {} : { states }),
    ...(node.trim() === '' ? {} : { node: node.trim() }),
    ...(model === '' ? {} : { model }),
    ...(period === 'any' ? {} : { fromUs: Math.floor(now.nowMs - lengthsMs[period]) * 1000 }),
    ...(minCostUsd === undefined ? {} : { minCostUsd }),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(starred ? { isStarred: true } : {}),
  };
}

/** One thing that the list is narrowed down by, besides the search. */
export type FilterPart = 'flow' | 'state' | 'node' | 'model' | 'period' | 'cost' | 'starred';

/** What the list is narrowed down by, and how it looks without each. */
export function listFilterParts(
  shown: ShownFilter,
): readonly { readonly part: FilterPart; readonly without: ShownFilter }[] {
  const { thisFlow, states, node, model, period, minCostUsd, maxCostUsd, starred } = shown;
  const parts: readonly [FilterPart, boolean, Partial<ShownFilter>][] = [
    ['flow', thisFlow, { thisFlow: false }],
    ['state', states.length > 0, { states: [] }],
    ['node', node.trim() !== '', { node: '' }],
    ['model', model !== '', { model: '' }],
    ['period', period !== 'any', { period: 'any' }],
    [
      'cost',
      minCostUsd !== undefined || maxCostUsd !== undefined,
      { minCostUsd: undefined, maxCostUsd: undefined },
    ],
    ['starred', starred, { starred: false }],
  ];
  return parts.flatMap(([part, isOn, clear]) =>
    isOn ? [{ part, without: { ...shown, ...clear } }] : [],
  );
}
