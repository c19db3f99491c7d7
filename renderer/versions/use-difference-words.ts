import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DifferenceCounts, ValueChange } from '../../core/model/flow-difference.ts';
import { writeValue } from '../../core/model/compare-lines.ts';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { ComparedFlow } from './difference-store.ts';
import type { DifferenceRow } from './list-differences.ts';

/** How differences are said in the interface's language. */
interface DifferenceWords {
  /** One line: how much is different. */
  counts(counts: DifferenceCounts): string;
  /** The name of a setting as the inspector shows it. */
  value(change: ValueChange, kind: string): string;
  /** A setting's value on one line. */
  plain(value: JsonValue | undefined): string;
  /** What a row is about. */
  row(row: DifferenceRow): string;
  kind(kind: string): string;
  time(ms: number): string;
  flow(flow: ComparedFlow): string;
}

/** Names in a node that are not settings. */
const nodeValues = ['title', 'kind', 'kindVersion', 'parent', 'disabled'] as const;
const flowValues = ['name', 'description', 'formatVersion', 'id'] as const;

/** Writes times, given in ms since the epoch. Few lists tell one, and a format for it is slow to make: it comes with the first. */
function createClock(language: string): (ms: number) => string {
  let times: Intl.DateTimeFormat | undefined;
  return (ms) => {
    times ??= new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    return times.format(ms);
  };
}

/** The words for differences; the same object until the language changes. */
export function useDifferenceWords(): DifferenceWords {
  const {
    t,
    i18n: { language },
  } = useTranslation('versions');
  const kindWords = useKindWords();
  return useMemo(() => {
    const time = createClock(language);
    const plain = (value: JsonValue | undefined): string => {
      if (value === undefined || value === null || value === '') return t('none');
      if (typeof value === 'boolean') return value ? t('on') : t('off');
      if (isJsonObject(value) && typeof value['$secret'] === 'string') {
        return t('secret', { name: value['$secret'] });
      }
      return writeValue(value).replaceAll(/\s+/g, ' ');
    };
    const words: DifferenceWords = {
      counts: ({ added, removed, settings, moved, wires }) => {
        const parts = [
          added > 0 ? t('countAdded', { count: added }) : '',
          removed > 0 ? t('countRemoved', { count: removed }) : '',
          settings > 0 ? t('countSettings', { count: settings }) : '',
          wires > 0 ? t('countWires', { count: wires }) : '',
          moved > 0 ? t('countMoved', { count: moved }) : '',
        ].filter((part) => part !== '');
        return parts.length === 0 ? t('countNothing') : parts.join(t('listJoin'));
      },
      value: ({ path }, kind) => {
        const [first, second, ...rest] = path;
        if (first !== 'settings') {
          const known = [...nodeValues, ...flowValues].find((name) => name === first);
          return [known === undefined ? first : t(`value_${known}`), second, ...rest]
            .filter((part) => part !== undefined)
            .join(' › ');
        }
        const label = findKind(kind)?.fields.find(({ key }) => key === second)?.label;
        const name = label === undefined ? second : kindWords(label);
        return [name ?? t('settings'), ...rest].join(' › ');
      },
      plain,
      row: ({ about, title }) => {
        if (about === 'flow') return t('theFlow');
        return about === 'order' ? t('wireOrder') : title;
      },
      kind: (kind) => kindWords(findKind(kind)?.title ?? kind),
      time,
      flow: (flow) => {
        if (flow.kind === 'version') return flow.version.name ?? time(flow.version.savedMs);
        if (flow.kind === 'recovery') return t('flow_recovery', { time: time(flow.savedMs) });
        if (flow.kind === 'run') return t('flow_run', { time: time(flow.startedMs) });
        return t(`flow_${flow.kind}`);
      },
    };
    return words;
  }, [t, language, kindWords]);
}
