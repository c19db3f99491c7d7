import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

// This near to the end counts as reading along, in px.
const followWithin = 32;
const backwardKeys = new Set(['ArrowUp', 'PageUp', 'Home']);

/**
 * Keeps a growing list scrolled to its end, until the person scrolls up; scrolling back to the end, or `follow`,
 * takes it up again. Does nothing while not `enabled`.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  enabled = true,
): {
  readonly following: boolean;
  follow(): void;
  leave(): void;
} {
  const [following, setFollowing] = useState(true);
  // What holds right now: the state above is drawn a moment later, after the list may have grown again.
  const follows = useRef(true);
  const turn = useCallback((on: boolean): void => {
    follows.current = on;
    setFollowing(on);
  }, []);
  // After every drawing: the list has grown by then, and its rows have their real heights.
  useLayoutEffect(() => {
    if (enabled && follows.current) scrollToEnd(scroller.current);
  });
  useEffect(() => {
    const element = scroller.current;
    return element ? watchScrolling(element, turn) : undefined;
  }, [scroller, turn]);
  const follow = (): void => {
    turn(true);
    scrollToEnd(scroller.current);
  };
  const leave = (): void => {
    const { scrollHeight = 0, clientHeight = 0 } = scroller.current ?? {};
    if (scrollHeight > clientHeight) turn(false);
  };
  return { following, follow, leave };
}

function scrollToEnd(element: HTMLElement | null): void {
  element?.scrollTo({ top: element.scrollHeight });
}

/** Hears what the person does, not where the list is: growth and the scrolling that follows it move it too. */
function watchScrolling(element: HTMLElement, turn: (on: boolean) => void): () => void {
  const leave = (): void => {
    if (element.scrollTop > 0) turn(false);
  };
  const onWheel = (event: WheelEvent): void => {
    if (event.deltaY < 0) leave();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (backwardKeys.has(event.key)) leave();
  };
  const onPointerDown = (event: PointerEvent): void => {
    const onScrollbar = event.offsetX >= element.clientWidth && event.target === element;
    if (onScrollbar || event.pointerType === 'touch') leave();
  };
  const onScroll = (): void => {
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (fromEnd <= followWithin) turn(true);
  };
  element.addEventListener('wheel', onWheel, { passive: true });
  element.addEventListener('keydown', onKeyDown);
  element.addEventListener('pointerdown', onPointerDown);
  element.addEventListener('scroll', onScroll, { passive: true });
  return () => {
    element.removeEventListener('wheel', onWheel);
    element.removeEventListener('keydown', onKeyDown);
    element.removeEventListener('pointerdown', onPointerDown);
    element.removeEventListener('scroll', onScroll);
  };
}
