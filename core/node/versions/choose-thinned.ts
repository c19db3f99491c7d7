import type { FlowVersion, KeptWorkLimits } from '../../contracts/kept-work.ts';

type Thinned = Pick<FlowVersion, 'id' | 'savedMs' | 'bytes' | 'name'>;

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/**
 * The ids of versions that need not be kept any longer. Of an hour, or of a day, the last one stays; the newest of all and
 * those with a name always do, whatever the limits are. `versions`: the newest first.
 */
export function chooseThinned(
  versions: readonly Thinned[],
  nowMs: number,
  limits: KeptWorkLimits,
): readonly string[] {
  const [newest] = versions;
  const gone = new Set<string>();
  const spans = new Set<string>();
  for (const version of versions) {
    const span = spanOf(version.savedMs, nowMs, limits);
    if (isFixed(version, newest) || span === 'whole') continue;
    if (span === 'none' || spans.has(span)) gone.add(version.id);
    spans.add(span);
  }
  return [...gone, ...chooseBeyond(versions, gone, limits)];
}

/** What must go so that number and size stay within their limits: the oldest first. */
function chooseBeyond(
  versions: readonly Thinned[],
  gone: ReadonlySet<string>,
  limits: KeptWorkLimits,
): readonly string[] {
  const kept = versions.filter(({ id }) => !gone.has(id));
  let bytes = kept.reduce((sum, version) => sum + version.bytes, 0);
  let count = kept.length;
  const beyond: string[] = [];
  for (const version of kept.toReversed()) {
    if (count <= limits.mostVersions && bytes <= limits.mostBytesPerFlow) break;
    if (isFixed(version, kept[0])) continue;
    beyond.push(version.id);
    bytes -= version.bytes;
    count -= 1;
  }
  return beyond;
}

function isFixed(version: Thinned, newest: Thinned | undefined): boolean {
  return version.name !== undefined || version === newest;
}

/** The stretch of time of which one version is kept; `whole` where all are. */
function spanOf(savedMs: number, nowMs: number, limits: KeptWorkLimits): string {
  const ageMs = nowMs - savedMs;
  if (ageMs <= limits.keepAllMs) return 'whole';
  if (ageMs <= limits.keepHourlyMs) return `hour ${Math.floor(savedMs / hourMs)}`;
  return ageMs <= limits.keepDailyMs ? `day ${Math.floor(savedMs / dayMs)}` : 'none';
}
