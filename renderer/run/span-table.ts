import type { SpanState } from '../../core/contracts/events.ts';
import { NameList } from './name-list.ts';
import { makeColumns, type SpanColumns } from './span-columns.ts';
import { brokenLists, reopenRows } from './reopen-rows.ts';
import { noRow, rowFlags } from './row-flags.ts';

export { noRow, rowFlags } from './row-flags.ts';

/** The states by the number that stands for each. */
export const spanStates: readonly SpanState[] = [
  'running',
  'done',
  'failed',
  'cancelled',
  'skipped',
];

/** What a new row of a span needs. */
export interface NewSpanRow {
  readonly spanId: string;
  readonly nodeId: string;
  readonly iteration: string;
  readonly attempt: number;
  readonly openedUs: number;
  readonly openedSeq: number;
  readonly isStep: boolean;
}

/** Time that a span only waited: before another try, or for a connection's limits. */
export interface SpanWait {
  readonly fromUs: number;
  readonly lengthUs: number;
  /** The place in the record of the note that told of it. */
  readonly notedSeq: number;
}

const firstCapacity = 256;
const mostWaits = 100_000;
const plainId = /^s(\d{1,8})$/;

/**
 * All spans of a run as rows of columns, about 90 bytes each whatever they say: a row a span in the order they began,
 * and one for each pass of a container. A row's number never changes.
 */
export class SpanTable {
  columns: SpanColumns = makeColumns(firstCapacity);
  /** Rows in use: the rows are 0 up to here. */
  count = 0;
  /** How many of them are spans, not passes. */
  spans = 0;
  /** Grows with every row and every change of one. */
  version = 0;
  /** The first and the last row without a parent; the others follow by `next`. */
  firstRoot = noRow;
  lastRoot = noRow;
  readonly waits = new Map<number, SpanWait[]>();
  readonly #names: NameList;
  #rowByNumber: Int32Array = new Int32Array(firstCapacity);
  #rowById = new Map<string, number>();
  #idByRow = new Map<number, string>();
  /** Of a container's row: the rows of its passes by their number; 0 for none, else the row + 1. */
  #passes = new Map<number, Int32Array>();
  #oddIterations = new Map<number, string>();

  /** `names` may be another table's. */
  constructor(names = new NameList()) {
    this.#names = names;
  }

  /**
   * The table as it was when it had its first `count` rows and `seq` was the newest event; what comes after may be added
   * to it again, in the same order. Takes a few ms for a hundred thousand rows.
   */
  cut(count: number, seq: number): SpanTable {
    const table = new SpanTable(this.#names);
    table.columns = makeColumns(Math.max(firstCapacity, count + (count >> 3)), this.columns, count);
    table.version = this.version;
    table.count = count;
    table.spans = reopenRows(table.columns, count, seq);
    // Shared: whatever is added to the cut table gets the row that it has here.
    table.#rowByNumber = this.#rowByNumber;
    table.#rowById = this.#rowById;
    table.#idByRow = this.#idByRow;
    table.#passes = this.#passes;
    table.#oddIterations = this.#oddIterations;
    table.firstRoot = this.firstRoot;
    table.lastRoot = this.lastRoot;
    for (const parent of brokenLists(this.columns, count)) this.#relink(table, parent);
    if (this.lastRoot >= count) this.#relink(table, noRow);
    for (const [row, waits] of this.waits) {
      const known = row < count ? waits.filter(({ notedSeq }) => notedSeq <= seq) : [];
      if (known.length > 0) table.waits.set(row, known);
    }
    return table;
  }

  /** Adds a span below another one, or as a root; in a pass of its own where it lies in one of the parent's. */
  addSpan(span: NewSpanRow, parent: number, pass: number | undefined): number {
    const under =
      parent === noRow || pass === undefined ? parent : this.#passRow(parent, pass, span);
    const row = this.#addRow(span);
    const { columns } = this;
    columns.flags[row] = span.isStep ? rowFlags.step : 0;
    this.#nameSpan(row, span.spanId);
    this.#append(row, under);
    this.spans++;
    if (under === parent && this.iterationOf(row) !== span.iteration) {
      this.#oddIterations.set(row, span.iteration);
    }
    return row;
  }

  /** The row of a span; `noRow` when it was never seen. */
  rowOf(spanId: string): number {
    const number = plainId.exec(spanId)?.[1];
    const row =
      number === undefined
        ? (this.#rowById.get(spanId) ?? noRow)
        : (this.#rowByNumber[Number(number)] ?? 0) - 1;
    return row < this.count ? row : noRow;
  }

  /** The id of a row's span; of a pass, one that no span has. */
  idOf(row: number): string {
    const number = this.columns.number[row] ?? 0;
    if (this.isPass(row)) return `${this.idOf(this.parentOf(row))}:${number}`;
    return this.#idByRow.get(row) ?? `s${number}`;
  }

  isPass(row: number): boolean {
    return ((this.columns.flags[row] ?? 0) & rowFlags.pass) !== 0;
  }

  parentOf(row: number): number {
    return this.columns.parent[row] ?? noRow;
  }

  nodeOf(row: number): string {
    return this.name(this.columns.node[row] ?? 0);
  }

  /** Which passes of which containers a row lies in; its own among them for the row of a pass. */
  iterationOf(row: number): string {
    const odd = this.#oddIterations.get(row);
    if (odd !== undefined) return odd;
    const parent = this.parentOf(row);
    const outer = parent === noRow ? '' : this.iterationOf(parent);
    if (!this.isPass(row)) return outer;
    return `${outer === '' ? '' : `${outer}/`}${this.nodeOf(row)}:${this.columns.number[row]}`;
  }

  /** As `NameList.share`. */
  share(name: string): number {
    return this.#names.share(name);
  }

  /** As `NameList.name`. */
  name(at: number): string {
    return this.#names.name(at);
  }

  addWait(row: number, wait: SpanWait): void {
    const waits = this.waits.get(row);
    if (waits !== undefined) waits.push(wait);
    else if (this.waits.size < mostWaits) this.waits.set(row, [wait]);
  }

  /** Links what is below a row, or the roots, in a table that has only the first of these rows. */
  #relink(table: SpanTable, parent: number): void {
    const { columns } = table;
    const set = (from: number, row: number): void => {
      if (from !== noRow) columns.next[from] = row;
      else if (parent === noRow) table.firstRoot = row;
      else columns.firstChild[parent] = row;
    };
    let last = noRow;
    let row = parent === noRow ? this.firstRoot : (this.columns.firstChild[parent] ?? noRow);
    for (; row !== noRow; row = this.columns.next[row] ?? noRow) {
      if (row >= table.count) continue;
      set(last, row);
      last = row;
    }
    set(last, noRow);
    if (parent === noRow) table.lastRoot = last;
    else columns.lastChild[parent] = last;
  }

  #passRow(container: number, pass: number, first: NewSpanRow): number {
    const known = this.#passes.get(container) ?? new Int32Array(16);
    const roomy = pass < known.length ? known : grow(known, pass);
    this.#passes.set(container, roomy);
    const found = roomy[pass] ?? 0;
    if (found > 0 && found <= this.count) return found - 1;
    const nodeId = this.nodeOf(container);
    const row = this.#addRow({ ...first, nodeId, attempt: 1, isStep: false });
    this.columns.flags[row] = rowFlags.pass;
    this.columns.kind[row] = this.columns.kind[container] ?? 0;
    this.columns.number[row] = pass;
    roomy[pass] = row + 1;
    this.#insertPass(row, container, before(roomy, pass, row));
    if (this.iterationOf(row) !== first.iteration) this.#oddIterations.set(row, first.iteration);
    return row;
  }

  /** Passes stand by their number, though parallel ones may begin in another order. */
  #insertPass(row: number, container: number, after: number): void {
    const { columns } = this;
    if (after === columns.lastChild[container]) {
      this.#append(row, container);
      return;
    }
    columns.parent[row] = container;
    if (after === noRow) {
      columns.next[row] = columns.firstChild[container] ?? noRow;
      columns.firstChild[container] = row;
    } else {
      columns.next[row] = columns.next[after] ?? noRow;
      columns.next[after] = row;
    }
  }

  #append(row: number, parent: number): void {
    const { columns } = this;
    const last = parent === noRow ? this.lastRoot : (columns.lastChild[parent] ?? noRow);
    columns.parent[row] = parent;
    if (last !== noRow) columns.next[last] = row;
    else if (parent === noRow) this.firstRoot = row;
    else columns.firstChild[parent] = row;
    if (parent === noRow) this.lastRoot = row;
    else columns.lastChild[parent] = row;
  }

  #addRow({ nodeId, attempt, openedUs, openedSeq }: NewSpanRow): number {
    const row = this.count++;
    if (row === this.columns.parent.length) this.columns = makeColumns(row * 2, this.columns);
    const { columns } = this;
    columns.firstChild[row] = noRow;
    columns.lastChild[row] = noRow;
    columns.next[row] = noRow;
    columns.attempt[row] = Math.min(attempt, 255);
    columns.node[row] = this.share(nodeId);
    columns.title[row] = columns.node[row] ?? 0;
    columns.kind[row] = this.share('');
    columns.openedUs[row] = openedUs;
    columns.openedSeq[row] = openedSeq;
    columns.durationUs[row] = Number.NaN;
    columns.firstTokenUs[row] = Number.NaN;
    columns.lastTokenUs[row] = Number.NaN;
    columns.costUsd[row] = Number.NaN;
    this.version++;
    return row;
  }

  #nameSpan(row: number, spanId: string): void {
    const number = Number(plainId.exec(spanId)?.[1] ?? Number.NaN);
    if (Number.isNaN(number) || `s${number}` !== spanId) {
      this.#rowById.set(spanId, row);
      this.#idByRow.set(row, spanId);
      return;
    }
    if (number >= this.#rowByNumber.length) this.#rowByNumber = grow(this.#rowByNumber, number);
    this.#rowByNumber[number] = row + 1;
    this.columns.number[row] = number;
  }
}

function grow(old: Int32Array, place: number): Int32Array {
  const roomy = new Int32Array(Math.max(place + 1, old.length * 2));
  roomy.set(old);
  return roomy;
}

/** The row of the nearest pass with a smaller number, of those that have a row before `until`. */
function before(passes: Int32Array, pass: number, until: number): number {
  for (let at = pass - 1; at >= 0; at--) {
    const row = passes[at] ?? 0;
    if (row > 0 && row <= until) return row - 1;
  }
  return noRow;
}
