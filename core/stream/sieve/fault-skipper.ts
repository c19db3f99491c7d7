import type { BodyRole } from './call-reader.ts';
import type { SieveOutcome } from './call-ledger.ts';
import { LenientEnd } from './lenient-end.ts';
import type { MarkerMatcher } from './marker-matcher.ts';

/** How far a fault reaches. */
type FaultRead =
  | { readonly kind: 'more'; readonly position: number }
  /** `isCut`: the output ended while a bracket was open. `isClosed`: the closing marker was used up. */
  | {
      readonly kind: 'end';
      readonly position: number;
      readonly isCut: boolean;
      readonly isClosed: boolean;
    };

/** Passes over the rest of a faulty call: up to where its brackets close, or to the next marker. */
export class FaultSkipper {
  readonly #matcher: MarkerMatcher<BodyRole>;
  readonly #lenient: LenientEnd;

  /** `closers` close what is open, outermost first; `previous` is the last unit before the fault, '' if unknown. */
  constructor(matcher: MarkerMatcher<BodyRole>, closers: readonly string[], previous: string) {
    this.#matcher = matcher;
    this.#lenient = new LenientEnd(closers, previous);
  }

  read(input: string, from: number, outcome?: SieveOutcome): FaultRead {
    const scan = this.#matcher.scan(input, from, outcome !== undefined);
    const end = this.#lenient.find(input, from, scan.start);
    if (end !== undefined) return { kind: 'end', position: end, isCut: false, isClosed: false };
    if (scan.kind !== 'match') {
      if (outcome === undefined) return { kind: 'more', position: scan.start };
      const isCut = this.#lenient.isOpen;
      return { kind: 'end', position: scan.start, isCut, isClosed: false };
    }
    const isClosed = scan.role === 'close';
    const isCut = this.#lenient.isOpen && scan.role === 'other';
    return { kind: 'end', position: isClosed ? scan.end : scan.start, isCut, isClosed };
  }
}
