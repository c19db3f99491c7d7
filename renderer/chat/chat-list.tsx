import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowEnd } from '../ui/use-follow-end.ts';
import type { RunView } from '../run/run-view.ts';
import { useRunView } from '../run/use-run-view.ts';
import { GrowingLog } from '../ui/growing-log.tsx';
import { ChatItemView } from './chat-item-view.tsx';
import { listItems } from './chat-items.ts';
import type { ChatItem } from './chat-items.ts';
import type { ChatTurn } from './conversation-store.ts';
import { foldChat } from './fold-chat.ts';

const usualHeight = 32;
// While nothing streams here, the shown run need not be looked at with each frame.
const idleEveryMs = 500;

interface ChatListProps {
  readonly turns: readonly ChatTurn[];
  readonly speakerIds: ReadonlySet<string>;
  readonly onEdit: (message: string) => void;
  readonly onRepeat: (message: string) => void;
}

/** The conversation; follows its end until the person scrolls up. Draws only what is in sight. */
export function ChatList({ turns, speakerIds, onEdit, onRepeat }: ChatListProps): ReactNode {
  const { t } = useTranslation('workspace');
  const { items, toggle } = useItems(turns, speakerIds);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (at) => items[at]?.key + (items[at]?.kind ?? ''),
    overscan: 6,
    paddingStart: 8,
    paddingEnd: 12,
    anchorTo: 'end',
  });
  const end = useFollowEnd(scroller);
  const last = turns.at(-1);
  return (
    <GrowingLog label={t('chatList')} toEnd={t('chatToEnd')} {...{ scroller, list, end }}>
      {(place) => {
        const item = items[place];
        if (item === undefined) return undefined;
        return (
          <ChatItemView
            item={item}
            isLast={item.turn === last}
            onToggle={toggle}
            onEdit={onEdit}
            onRepeat={onRepeat}
          />
        );
      }}
    </GrowingLog>
  );
}

function useItems(
  turns: readonly ChatTurn[],
  speakerIds: ReadonlySet<string>,
): { readonly items: readonly ChatItem[]; readonly toggle: (key: string) => void } {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const last = turns.at(-1);
  const isLive = last !== undefined && last.outcome === undefined;
  const view = useRunView(isLive ? 0 : idleEveryMs);
  const whole = useMemo(
    () =>
      (isLive ? turns.slice(0, -1) : turns).flatMap((turn): readonly ChatItem[] => [
        ...listItems(turn, turn.parts, unfolded),
        { kind: 'footer', key: `${turn.id} footer`, turn },
      ]),
    [turns, isLive, unfolded],
  );
  const toggle = useCallback(
    (key: string) =>
      setUnfolded((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  const growing = isLive ? listLiveItems(last, view, speakerIds, unfolded) : [];
  return { items: growing.length === 0 ? whole : [...whole, ...growing], toggle };
}

function listLiveItems(
  turn: ChatTurn,
  view: RunView,
  speakerIds: ReadonlySet<string>,
  unfolded: ReadonlySet<string>,
): readonly ChatItem[] {
  const isHere = turn.runId !== undefined && view.runId === turn.runId;
  const parts = isHere ? foldChat(view, speakerIds) : [];
  const items = listItems(turn, parts, unfolded);
  const asks = isHere && view.state === 'running' && view.questions.size > 0;
  if (asks) return [...items, { kind: 'questions', key: `${turn.id} questions`, turn }];
  return [...items, { kind: 'waiting', key: `${turn.id} waiting`, turn }];
}
