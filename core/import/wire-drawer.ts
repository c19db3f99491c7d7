import { refuseConnection, type Port } from '../model/port.ts';
import type { GraphIndex } from './graph-index.ts';
import { createNote, type NoteCode } from './import-notes.ts';
import type { End, PortFinder } from './port-finder.ts';
import type { SourceWire } from './source-graph.ts';
import { WireStore, type DraftEdge, type LostWire, type Origin } from './wire-store.ts';

/** Draws wires between ports, each once, and no two into an input that takes one. */
export class WireDrawer {
  readonly wires = new WireStore();
  readonly lost: LostWire[] = [];
  readonly #finder: PortFinder;
  readonly #index: GraphIndex;
  readonly #taken = new Set<string>();
  readonly #drawn = new Set<string>();
  /** Source nodes that wait for another one already, `from to`. */
  readonly #waits = new Set<string>();

  constructor(finder: PortFinder, index: GraphIndex) {
    this.#finder = finder;
    this.#index = index;
  }

  /** Whether a wire that has been drawn makes the one node wait for the other. */
  isWaiting({ from, to }: Pick<SourceWire, 'from' | 'to'>): boolean {
    return this.#waits.has(`${from} ${to}`);
  }

  isTaken(to: End): boolean {
    return this.#taken.has(placeOf(to));
  }

  /** Lets a wire that was removed be drawn anew, or another one take its input. */
  forget({ from, to }: Pick<DraftEdge, 'from' | 'to'>): void {
    this.#taken.delete(placeOf(to));
    this.#drawn.delete(`${placeOf(from)} ${placeOf(to)}`);
  }

  /** Draws a wire where its ends take it; else it is lost, and why is kept. */
  draw(from: End, to: End, origin: Origin): void {
    const key = `${placeOf(from)} ${placeOf(to)}`;
    if (this.#drawn.has(key)) return;
    const output = this.#finder.find(from, 'outputs');
    const input = this.#finder.find(to, 'inputs');
    const { from: source, to: target } = origin;
    if (output === undefined)
      return this.lose(origin, 'no_output', { from: this.#index.title(source) });
    if (input === undefined)
      return this.lose(origin, 'no_input', { to: this.#index.title(target) });
    // A file names a port in a wire, where neither dot nor space may stand.
    if (/[.\s]/.test(from.port + to.port)) return this.lose(origin, 'type_mismatch');
    if (refuseConnection(output.type, input.type) !== undefined) {
      return this.lose(origin, 'type_mismatch');
    }
    const place = placeOf(to);
    if (input.multiple !== true && this.#taken.has(place)) return this.lose(origin, 'input_taken');
    this.#taken.add(place);
    this.#drawn.add(key);
    this.#waits.add(`${source} ${target}`);
    const isFree = isFreePort(output) || isFreePort(input);
    this.wires.add({ from, to, isFree, origin });
  }

  /** Keeps that a wire of the file could not be drawn. */
  lose(origin: Origin, code: NoteCode, params: Readonly<Record<string, string>> = {}): void {
    const { from, fromPort, to, toPort } = origin;
    this.lost.push({ from, fromPort, to, toPort, note: createNote(code, params) });
  }
}

/** The name of a port within the flow. */
export function placeOf({ nodeId, port }: End): string {
  return `${nodeId}.${port}`;
}

function isFreePort(port: Port & { readonly isInner: boolean }): boolean {
  return port.type === 'tool' || port.isInner;
}
