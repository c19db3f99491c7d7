import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLine, Submenu } from '../ui/menu.tsx';
import { spanStates } from '../run/span-table.ts';
import {
  lookAtTrace,
  noFilter,
  toggleChoice,
  useTraceStore,
  type TraceFilter,
} from './trace-filter.ts';

const families: readonly KindCategory[] = ['models', 'agents', 'tools', 'flow', 'text', 'io'];
const lengths = [0, 10, 100, 1000, 10_000];
const mostNodes = 60;

/** How many kinds of things a filter narrows down by. */
export function countFilters({ states, families: chosen, nodeId, minMs }: TraceFilter): number {
  return (
    Number(states.length > 0) +
    Number(chosen.length > 0) +
    Number(nodeId !== undefined) +
    Number(minMs > 0)
  );
}

interface TraceFilterMenuProps {
  readonly trigger: ReactElement;
  readonly nodes: readonly (readonly [nodeId: string, title: string])[];
}

/** Narrows the trace down by state, family, node and length. */
export function TraceFilterMenu({ trigger, nodes }: TraceFilterMenuProps): ReactNode {
  const { t } = useTranslation('panels');
  const { t: tPalette } = useTranslation('palette');
  const filter = useTraceStore((store) => store.filter);
  const change = (part: Partial<TraceFilter>): void =>
    lookAtTrace({ filter: { ...filter, ...part } });
  return (
    <Menu trigger={trigger} align="end">
      <Submenu label={t('byState')}>
        {spanStates.map((state) => (
          <MenuCheck
            key={state}
            label={t(state)}
            checked={filter.states.includes(state)}
            onChange={() => change({ states: toggleChoice(filter.states, state) })}
          />
        ))}
      </Submenu>
      <Submenu label={t('byFamily')}>
        {families.map((family) => (
          <MenuCheck
            key={family}
            label={tPalette(`family_${family}`)}
            checked={filter.families.includes(family)}
            onChange={() => change({ families: toggleChoice(filter.families, family) })}
          />
        ))}
      </Submenu>
      <Submenu label={t('byNode')}>
        <MenuChoice
          value={filter.nodeId ?? ''}
          options={[
            { value: '', label: t('allNodes') },
            ...nodes.slice(0, mostNodes).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(nodeId) => change({ nodeId: nodeId === '' ? undefined : nodeId })}
        />
      </Submenu>
      <Submenu label={t('byLength')}>
        <MenuChoice
          value={String(filter.minMs)}
          options={lengths.map((ms) => ({
            value: String(ms),
            label: ms === 0 ? t('anyLength') : t('fromLength', { length: formatLength(ms) }),
          }))}
          onChange={(ms) => change({ minMs: Number(ms) })}
        />
      </Submenu>
      <MenuLine />
      <MenuItem
        disabled={countFilters(filter) === 0}
        onSelect={() => lookAtTrace({ filter: noFilter })}
      >
        {t('noFilter')}
      </MenuItem>
    </Menu>
  );
}

function formatLength(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
