import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { runFeed } from '../run/run-feed.ts';
import { markKinds, type RunTimes } from '../run/run-times.ts';
import { formatMoment } from './format-moment.ts';

/** A moment of the run in words. */
interface MomentWords {
  /** Since its start. */
  readonly time: string;
  /** Whose event it was; '' for the run's own. */
  readonly node: string;
  /** All of it, as a screen reader tells it. */
  readonly all: string;
  /** What happened there beyond a piece of text; '' for nothing. */
  readonly mark: string;
}

/** Puts moments of the shown run into words. */
export function useMomentWords(): (times: RunTimes, at: number) => MomentWords {
  const { t } = useTranslation('time');
  return useCallback(
    (times, at) => {
      const time = formatMoment(times.msOf(at));
      const nodeId = times.nodeOf(at);
      const node =
        nodeId === ''
          ? ''
          : (runFeed.live.nodes.get(nodeId)?.title ?? runFeed.live.titles.get(nodeId) ?? nodeId);
      const known = { time, at, count: times.count, node };
      const kind = markKinds.find(
        (name) => times.marksUpTo(name, at) > times.marksUpTo(name, at - 1),
      );
      return {
        time,
        node,
        all: t(node === '' ? 'momentOfRun' : 'momentValue', known),
        mark: kind === undefined ? '' : t(`mark_${kind}`),
      };
    },
    [t],
  );
}
