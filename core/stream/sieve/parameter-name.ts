import { doubtLimit, namePattern } from './call-reader.ts';
import type { ParameterMarkers, TagMatch } from './parameter-markers.ts';
import { skipSpace } from './white-space.ts';

/** What stands where a call's name should be. */
export type NameRead =
  /** Its tags go on at `end`. */
  | { readonly kind: 'name'; readonly name: string; readonly end: number }
  /** The call's closing marker, which ends at `end`, stands there instead. */
  | { readonly kind: 'closed'; readonly end: number }
  /** `cut`: the output ends in it. `bad`: the tags go on behind what is no name. `text`: it is a word in prose. */
  | { readonly kind: 'more' | 'cut' | 'bad' | 'text' };

/** Reads the name of a call with tagged parameters, from its first unit. */
export function readParameterName(
  markers: ParameterMarkers,
  nameOf: (written: string) => string,
  input: string,
  place: { readonly from: number; readonly isFinal: boolean },
): NameRead {
  const { from, isFinal } = place;
  const scan = markers.head.scanNear(input, from, doubtLimit, isFinal);
  if (scan.start - from > doubtLimit) return { kind: 'text' };
  if (scan.kind !== 'match') {
    if (!isFinal) return { kind: 'more' };
    const name = nameOf(input.slice(from, markers.head.findCutMarker(input, from)).trim());
    return { kind: name === '' || namePattern.test(name) ? 'cut' : 'text' };
  }
  const name = nameOf(input.slice(from, scan.start).trim());
  if (namePattern.test(name)) {
    // All other markers belong to what follows.
    return { kind: 'name', name, end: scan.role === 'name-end' ? scan.end : scan.start };
  }
  if (scan.role === 'close') return { kind: 'closed', end: scan.end };
  return { kind: name === '' ? 'bad' : judgeBadName(markers, input, scan, isFinal) };
}

/** What cannot be a name is a word in prose, unless the tags go on behind it. */
function judgeBadName(
  markers: ParameterMarkers,
  input: string,
  nameEnd: TagMatch,
  isFinal: boolean,
): 'more' | 'bad' | 'text' {
  if (nameEnd.role !== 'name-end') return 'bad';
  const at = skipSpace(input, nameEnd.end);
  const next = markers.between.matchAt(input, at, isFinal);
  if (next?.kind === 'match') return 'bad';
  const mayCome = next?.kind === 'hold' || at === input.length;
  return mayCome && !isFinal && at - nameEnd.end <= doubtLimit ? 'more' : 'text';
}
