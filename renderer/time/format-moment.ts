/** A moment of a run, ms after its start: `4.2 ms`, `12.35 s`, `2:05.3`, `16:02:05`. */
export function formatMoment(ms: number): string {
  if (ms < 1000) return `${ms.toFixed(1)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 3 : 2)} s`;
  const seconds = ms / 1000;
  const two = (count: number): string => String(Math.floor(count)).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  if (seconds < 3600) return `${minutes}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
  return `${Math.floor(seconds / 3600)}:${two(minutes)}:${two(seconds % 60)}`;
}
