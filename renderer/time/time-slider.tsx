import {
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../run/format-figures.ts';
import type { RunTimes } from '../run/run-times.ts';
import { classNames } from '../ui/class-names.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { stepEvent, stepNode } from './step-time.ts';
import { drawStrip, type StripPaths } from './strip-paths.ts';
import { makeTimeAxis, placeOnAxis, timeOnAxis, type TimeAxis } from './time-axis.ts';
import { togglePlay } from './time-player.ts';
import { goLive, goToMoment, useTimeStore } from './time-store.ts';
import { useMomentWords } from './use-moment-words.ts';

interface TimeSliderProps {
  readonly times: RunTimes;
  readonly count: number;
}

const height = 24;

/** The time of the run from its first event to its last: how much happened when, and the moment that is shown. */
export function TimeSlider({ times, count }: TimeSliderProps): ReactNode {
  const { t } = useTranslation('time');
  const moment = useTimeStore((store) => store.moment);
  const track = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(track);
  const words = useMomentWords();
  const [pointed, setPointed] = useState<number>();
  const axis = useAxis(times, count);
  const at = moment ?? count;
  const momentX = moment === undefined ? width : xOf(axis, times.msOf(at), width);
  const drag = useDrag(track, (place) => timeOnAxis(axis, place * axis.length), times, setPointed);
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label={t('moment')}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={at}
      aria-valuetext={words(times, at).all}
      onKeyDown={onKeyDown}
      {...drag}
      className="relative h-6 min-w-24 grow cursor-pointer touch-none rounded outline-offset-1 select-none"
    >
      <Strip times={times} axis={axis} count={count} width={width} />
      {moment === undefined ? undefined : (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-0 bg-panel/65"
          style={{ left: momentX }}
        />
      )}
      <span
        aria-hidden
        data-moment
        className={classNames(
          'pointer-events-none absolute -inset-y-0.5 w-[3px] -translate-x-1/2 rounded-full',
          moment === undefined ? 'bg-accent' : 'bg-waiting',
        )}
        style={{ left: Math.min(momentX, width - 1) }}
      />
      {pointed === undefined || width === 0 ? undefined : (
        <PointedMoment times={times} axis={axis} place={pointed} width={width} />
      )}
    </div>
  );
}

function useAxis(times: RunTimes, count: number): TimeAxis {
  // The times grow in place; how many there are says when.
  return useMemo(
    () => (count === 0 ? { length: 1, breaks: [] } : makeTimeAxis(times)),
    [times, count],
  );
}

function xOf(axis: TimeAxis, ms: number, width: number): number {
  return (placeOnAxis(axis, ms) / axis.length) * width;
}

interface StripProps extends TimeSliderProps {
  readonly axis: TimeAxis;
  readonly width: number;
}

function Strip({ times, axis, count, width }: StripProps): ReactNode {
  const paths = useMemo<StripPaths | undefined>(
    () => (width < 2 || count === 0 ? undefined : drawStrip(times, axis, { width, height })),
    [times, axis, count, width],
  );
  if (paths === undefined) return undefined;
  return (
    <svg aria-hidden className="absolute inset-0 size-full overflow-visible rounded bg-sunken">
      {paths.breaks.map(({ x, width: wide }) => (
        <g key={x} className="stroke-line-strong">
          <rect x={x} width={wide} height={height} className="fill-raised stroke-none" />
          <path d={`M${x + wide / 2} 2v${height - 4}`} strokeDasharray="2 3" />
        </g>
      ))}
      <path d={paths.density} className="fill-accent/45" />
      <path d={paths.marks.start} className="fill-text" />
      <path d={paths.marks.retry} className="fill-waiting" />
      <path d={paths.marks.question} className="fill-running" />
      <path d={paths.marks.error} className="fill-failed" />
    </svg>
  );
}

interface PointedProps {
  readonly times: RunTimes;
  readonly axis: TimeAxis;
  /** From 0 to 1. */
  readonly place: number;
  readonly width: number;
}

/** What was at the place that the pointer is over. */
function PointedMoment({ times, axis, place, width }: PointedProps): ReactNode {
  const { t } = useTranslation('time');
  const words = useMomentWords();
  const onAxis = place * axis.length;
  const gap = axis.breaks.find(({ from, to }) => from < onAxis && onAxis < to);
  const { time, node, mark } = words(times, times.atMs(timeOnAxis(axis, onAxis)));
  return (
    <span
      aria-hidden
      translate="no"
      className="pointer-events-none absolute bottom-full z-10 mb-1 w-max max-w-72 truncate rounded-control border border-line-strong bg-float px-2 py-0.5 text-small shadow-float"
      style={place < 0.5 ? { left: place * width } : { right: (1 - place) * width }}
    >
      {gap === undefined
        ? [time, node, mark].filter((part) => part !== '').join(' · ')
        : t('nothingFor', { duration: formatDuration(gap.realMs) })}
    </span>
  );
}

type SliderHandlers = Pick<
  React.ComponentProps<'div'>,
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onPointerLeave'
>;

/** Drags the moment along; several moves within a frame count as one. */
function useDrag(
  track: React.RefObject<HTMLDivElement | null>,
  timeAt: (place: number) => number,
  times: RunTimes,
  onPoint: (place: number | undefined) => void,
): SliderHandlers {
  const dragging = useRef(false);
  const frame = useRef(0);
  const placeOf = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  const go = (event: PointerEvent): void => {
    const place = placeOf(event);
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      if (place >= 1) goLive();
      else goToMoment(times.atMs(timeAt(place)));
    });
  };
  const stop = (): void => {
    dragging.current = false;
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragging.current = true;
      go(event);
    },
    onPointerMove: (event) => {
      onPoint(placeOf(event));
      if (dragging.current) go(event);
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: () => onPoint(undefined),
  };
}

const pageEvents = 20;

/** Arrows go from event to event, with Shift from node to node; Space plays. */
function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event);
  if (act === undefined) return;
  act();
  event.preventDefault();
  // Nothing else may take the key, such as the selection on the canvas.
  event.stopPropagation();
}

function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return () => (shiftKey ? stepNode(-1) : stepEvent(-1));
    case 'ArrowRight':
    case 'ArrowUp':
      return () => (shiftKey ? stepNode(1) : stepEvent(1));
    case 'PageDown':
      return () => stepEvent(-pageEvents);
    case 'PageUp':
      return () => stepEvent(pageEvents);
    case 'Home':
      return () => goToMoment(1);
    case 'End':
      return goLive;
    case ' ':
      return togglePlay;
    default:
      return undefined;
  }
}
