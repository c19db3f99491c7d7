/** A stretch of time, µs since the Unix epoch. */
export interface TimeWindow {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** Where something lies in a window, in percent of its width; beyond 0 to 100 where it lies outside. */
export function placeIn(window: TimeWindow, timeUs: number): number {
  return (100 * (timeUs - window.fromUs)) / Math.max(1, window.untilUs - window.fromUs);
}

// A finer look than this says nothing: times are whole µs.
const shortestUs = 20;

/** A part of `whole`, `factor` times as long as `window`, in which `at` (0 to 1) stays where it is. */
export function zoomWindow(
  window: TimeWindow,
  whole: TimeWindow,
  factor: number,
  at = 0.5,
): TimeWindow | undefined {
  const length = window.untilUs - window.fromUs;
  const wanted = Math.max(shortestUs, length * factor);
  const fixed = window.fromUs + length * at;
  return fitWindow({ fromUs: fixed - wanted * at, untilUs: fixed + wanted * (1 - at) }, whole);
}

/** The same length, so much later; by a share of its length. */
export function panWindow(
  window: TimeWindow,
  whole: TimeWindow,
  share: number,
): TimeWindow | undefined {
  const moveUs = (window.untilUs - window.fromUs) * share;
  return fitWindow({ fromUs: window.fromUs + moveUs, untilUs: window.untilUs + moveUs }, whole);
}

/** Moves a window into the whole; undefined when it is the whole. */
export function fitWindow(window: TimeWindow, whole: TimeWindow): TimeWindow | undefined {
  const length = window.untilUs - window.fromUs;
  if (length >= whole.untilUs - whole.fromUs) return undefined;
  const fromUs = Math.max(whole.fromUs, Math.min(window.fromUs, whole.untilUs - length));
  return { fromUs, untilUs: fromUs + length };
}

/** Round times for the ticks of an axis, about so many; µs from the start of the run. */
export function listTicks(window: TimeWindow, startUs: number, about: number): readonly number[] {
  const fromUs = window.fromUs - startUs;
  const untilUs = window.untilUs - startUs;
  const stepUs = roundStep((untilUs - fromUs) / Math.max(1, about));
  const ticks: number[] = [];
  for (let at = Math.ceil(fromUs / stepUs) * stepUs; at <= untilUs; at += stepUs) ticks.push(at);
  return ticks;
}

function roundStep(wished: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wished)));
  const step = [1, 2, 5].find((factor) => factor * power >= wished) ?? 10;
  return step * power;
}

/** A time on the axis: `0`, `250 µs`, `1.5 ms`, `20 s`, `2 min`. */
export function formatTick(timeUs: number): string {
  if (timeUs === 0) return '0';
  if (timeUs < 1000) return `${timeUs} µs`;
  if (timeUs < 1_000_000) return `${trim(timeUs / 1000)} ms`;
  if (timeUs < 600_000_000) return `${trim(timeUs / 1e6)} s`;
  return `${trim(timeUs / 60e6)} min`;
}

function trim(number: number): string {
  return String(Math.round(number * 1000) / 1000);
}
