import type { Virtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';

interface GrowingLogProps {
  readonly label: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: Virtualizer<HTMLDivElement, Element>;
  /** What `useFollowEnd` says of the scroller. */
  readonly end: { readonly following: boolean; follow(): void };
  /** What the button says that leads back to the end. */
  readonly toEnd: string;
  /** Draws an item by its place in the list. */
  readonly children: (place: number) => ReactNode;
}

/** A long list that grows at its end: draws only what is in sight, and leads back to the end once that was left. */
export function GrowingLog(props: GrowingLogProps): ReactNode {
  const { label, scroller, list, end, toEnd, children } = props;
  const items = list.getVirtualItems();
  return (
    <div className="relative h-full min-h-0 grow">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={label}
        tabIndex={0}
        className="h-full overflow-auto -outline-offset-2"
      >
        <div className="relative w-full" style={{ height: list.getTotalSize() }}>
          <div
            className="absolute inset-x-0"
            // Not by a transform: what sticks inside would not reckon with it.
            style={{ top: items[0]?.start ?? 0 }}
          >
            {items.map(({ key, index }) => (
              <div key={key} ref={list.measureElement} data-index={index}>
                {children(index)}
              </div>
            ))}
          </div>
        </div>
      </div>
      {end.following ? undefined : (
        <Button
          className="absolute right-4 bottom-3 shadow-float"
          icon={<ArrowDown size={14} />}
          onClick={end.follow}
        >
          {toEnd}
        </Button>
      )}
    </div>
  );
}
