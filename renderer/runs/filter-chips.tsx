import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCost } from '../run/format-cost.ts';
import { everyRun, listFilterParts, type FilterPart, type ShownFilter } from './run-filter.ts';
import { filterRuns, useRunsStore } from './runs-store.ts';

/** What the runs are narrowed down by, each with the way to drop it; nothing while all are shown. */
export function FilterChips(): ReactNode {
  const { t } = useTranslation('history');
  const write = usePartWords();
  const filter = useRunsStore((store) => store.filter);
  const parts = listFilterParts(filter);
  if (parts.length === 0) return undefined;
  const chip =
    'flex h-6 max-w-56 items-center gap-1 rounded-full border border-line-strong bg-accent-quiet px-2 text-small hover:bg-hover';
  return (
    <div
      role="group"
      aria-label={t('shownOnly')}
      className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1"
    >
      {parts.map(({ part, without }) => {
        const words = write(part, filter);
        return (
          <button
            key={part}
            type="button"
            aria-label={t('drop', { part: words })}
            title={t('drop', { part: words })}
            className={chip}
            onClick={() => filterRuns(without)}
          >
            <span className="truncate">{words}</span>
            <X size={12} aria-hidden className="shrink-0" />
          </button>
        );
      })}
      <button
        type="button"
        className="h-6 rounded px-1 text-small text-accent hover:underline"
        onClick={() => filterRuns({ ...everyRun, text: filter.text })}
      >
        {t('clear')}
      </button>
    </div>
  );
}

function usePartWords(): (part: FilterPart, filter: ShownFilter) => string {
  const { t, i18n } = useTranslation('history');
  const { t: tPanels } = useTranslation('panels');
  return (part, filter) => {
    switch (part) {
      case 'flow':
        return t('thisFlow');
      case 'state':
        return new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(
          filter.states.map((state) => tPanels(state)),
        );
      case 'node':
        return t('part_node', { node: filter.node.trim() });
      case 'model':
        return t('part_model', { model: filter.model });
      case 'period':
        return t(`period_${filter.period}`);
      case 'cost': {
        const { minCostUsd: from, maxCostUsd: to } = filter;
        if (to === undefined) return t('part_costFrom', { from: formatCost(from ?? 0) });
        if (from === undefined) return t('part_costTo', { to: formatCost(to) });
        return t('part_cost', { from: formatCost(from), to: formatCost(to) });
      }
      case 'starred':
        return t('onlyStarred');
    }
  };
}
