import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

interface LongListOptions {
  readonly count: number;
  /** px, the same for all rows. */
  readonly rowHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
}

interface LongList {
  /** Rows to draw: from `first` up to but not including `end`. */
  readonly first: number;
  readonly end: number;
  /** Height of the element that the rows lie in, px. */
  readonly height: number;
  /** Where a drawn row lies in that element, px from its top. */
  topOf(row: number): number;
  /** Scrolls as little as shows the row. */
  reveal(row: number): void;
  /** Rows that fit into what is seen. */
  readonly fitting: number;
}

// Browsers lose track of taller elements, the strictest of them at 17.8 million px.
const tallest = 15_000_000;
const overscan = 6;

/**
 * Draws only what is seen of a list of rows, however many there are. Where the list is taller than a browser can lay
 * out, the scrollbar stands for the whole of it and the wheel still moves by rows.
 */
export function useLongList({ count, rowHeight, scroller }: LongListOptions): LongList {
  const total = count * rowHeight;
  const height = Math.min(total, tallest);
  const [seen, setSeen] = useState({ position: 0, scrollTop: 0, view: 0 });
  const shape = useRef({ total, height, own: -1 });
  useLayoutEffect(() => {
    shape.current.total = total;
    shape.current.height = height;
  });

  const moveTo = (wanted: number): void => {
    const element = scroller.current;
    if (!element) return;
    const view = element.clientHeight;
    const position = Math.max(0, Math.min(total - view, wanted));
    const top = total > height ? (position / (total - view)) * (height - view) : position;
    element.scrollTo({ top });
    shape.current.own = element.scrollTop;
    setSeen({ position, scrollTop: element.scrollTop, view });
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    const now = { total, height: Math.min(total, tallest), own: shape.current.own };
    if (element) setSeen((before) => look(element, now, rowHeight, before));
  }, [scroller, rowHeight, total]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onChange = (): void =>
      setSeen((before) => look(element, shape.current, rowHeight, before));
    const observer = new ResizeObserver(onChange);
    observer.observe(element);
    element.addEventListener('scroll', onChange, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onChange);
    };
  }, [scroller, rowHeight]);
  useWheel(scroller, total > height, (delta) => moveTo(seen.position + delta));

  const first = Math.max(0, Math.floor(seen.position / rowHeight) - overscan);
  const fitting = Math.ceil(seen.view / rowHeight);
  const shift = total > height ? seen.scrollTop - seen.position : 0;
  return {
    first: Math.min(first, count),
    end: Math.min(count, first + fitting + 2 * overscan + 1),
    height,
    fitting,
    topOf: (row) => row * rowHeight + shift,
    reveal(row) {
      const top = row * rowHeight;
      const element = scroller.current;
      const position = total > height ? seen.position : (element?.scrollTop ?? 0);
      const view = element?.clientHeight ?? 0;
      if (top < position) moveTo(top);
      else if (top + rowHeight > position + view) moveTo(top + rowHeight - view);
    },
  };
}

interface Seen {
  readonly position: number;
  readonly scrollTop: number;
  readonly view: number;
}

/** What is seen now; the same object while the same rows are drawn at the same place. */
function look(element: HTMLElement, shape: Shape, rowHeight: number, before: Seen): Seen {
  const { clientHeight: view, scrollTop } = element;
  const position = readPosition(shape, scrollTop, view, before.position);
  const same =
    before.view === view &&
    (shape.total > tallest
      ? before.position === position && before.scrollTop === scrollTop
      : Math.floor(before.position / rowHeight) === Math.floor(position / rowHeight));
  return same ? before : { position, scrollTop, view };
}

interface Shape {
  readonly total: number;
  readonly height: number;
  /** Where we scrolled to ourselves last. */
  readonly own: number;
}

/** Where in the list the person is, px from its top. */
function readPosition(shape: Shape, scrollTop: number, view: number, before: number): number {
  const { total, height, own } = shape;
  if (total <= height) return scrollTop;
  // Our own scrolling, told back: the place is known more exactly than the scrollbar can say.
  if (Math.abs(scrollTop - own) < 1) return Math.min(before, total - view);
  return (scrollTop / Math.max(1, height - view)) * (total - view);
}

/** One turn of the wheel would pass over thousands of rows, were it left to a scrollbar that stands for them all. */
function useWheel(
  scroller: RefObject<HTMLElement | null>,
  scaled: boolean,
  move: (deltaPx: number) => void,
): void {
  const latest = useRef(move);
  useLayoutEffect(() => {
    latest.current = move;
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element || !scaled) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      latest.current(
        event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY,
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, scaled]);
}
