import type { Database, Statement } from 'better-sqlite3';
import type { RecordedValue } from '../../../contracts/events.ts';
import { decodeFrame } from '../../../contracts/frame-codec.ts';
import type { SpanFigures } from '../../../contracts/run-history.ts';
import { addUsage, type Usage } from '../../../contracts/usage.ts';
import { textFields } from './event-texts.ts';
import { textsPerRun } from './match-reader.ts';
import { toIndexedText } from './search-words.ts';
import { SpanFold } from './span-fold.ts';
import type { SpanTable } from './span-table.ts';
import { TextFold, type FoundText } from './text-fold.ts';

/** A run that is to be read into the index. */
export interface WaitingRun {
  readonly id: number;
  readonly runId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly input: string;
  readonly flow: string;
}

/** What one step reads and writes at most, so that it takes a few ms. */
const stepReadMs = 2;
const stepCharacters = 10_000;
const stepSpans = 100;
/** A run with more distinct titles has them searched by text alone. */
const mostTitles = 200;

/** The statements that all runs are written with. */
export class IndexStatements {
  readonly frames: Statement<unknown[], { seq: number; count: number; payload: string }>;
  readonly text: Statement;
  readonly words: Statement;
  readonly facts: Statement;
  readonly label: Statement;
  readonly runLabel: Statement;
  readonly done: Statement;

  constructor(database: Database) {
    this.frames = database.prepare(
      'SELECT seq, count, payload FROM log WHERE seq >= ? AND seq <= ? AND run = ? ORDER BY seq LIMIT 2',
    );
    this.text = database.prepare('INSERT OR REPLACE INTO search_texts VALUES (?, ?, ?, ?, ?)');
    this.words = database.prepare('INSERT INTO search_words (rowid, words) VALUES (?, ?)');
    this.facts = database.prepare(
      `INSERT INTO run_facts (run, events, spans, input_tokens, output_tokens, reasoning_tokens, cost, models)
       VALUES (@run, @events, @spans, @inputTokens, @outputTokens, @reasoningTokens, @cost, @models)
       ON CONFLICT (run) DO UPDATE SET events = @events, spans = @spans, input_tokens = @inputTokens,
         output_tokens = @outputTokens, reasoning_tokens = @reasoningTokens, cost = @cost, models = @models`,
    );
    this.label = database.prepare('INSERT OR IGNORE INTO labels (facet, value) VALUES (?, ?)');
    this.runLabel = database.prepare(
      'INSERT OR IGNORE INTO run_labels SELECT id, ? FROM labels WHERE facet = ? AND value = ?',
    );
    this.done = database.prepare('UPDATE runs SET indexed = ? WHERE id = ?');
  }
}

/** One run on its way into the index, a few ms at a time; what it holds in memory is lost with the process, and begun anew. */
export class RunIndexing {
  readonly #run: WaitingRun;
  readonly #statements: IndexStatements;
  readonly #spans: SpanTable;
  readonly #spanFold: SpanFold;
  readonly #textFold: TextFold;
  #nextSeq: number;
  #texts: FoundText[] = [];
  #ended: SpanFigures[] = [];
  #textCount = 0;
  #spanCount = 0;
  #events = 0;
  #usage: Usage = { inputTokens: 0, outputTokens: 0 };
  readonly #models = new Set<string>();
  readonly #kinds = new Set<string>();
  readonly #titles = new Set<string>();
  #isRead = false;

  constructor(
    run: WaitingRun,
    statements: IndexStatements,
    spans: SpanTable,
    valueText: (hash: string) => string | undefined,
  ) {
    this.#run = run;
    this.#statements = statements;
    this.#spans = spans;
    this.#spanFold = new SpanFold(run.flow);
    this.#textFold = new TextFold(valueText);
    this.#nextSeq = run.firstSeq;
  }

  /** The run's row. */
  get row(): number {
    return this.#run.id;
  }

  /** Reads on until there is enough to write. Throws what a damaged frame throws. */
  read(): void {
    const endMs = performance.now() + stepReadMs;
    while (!this.#isRead && this.#isRoomLeft() && performance.now() < endMs) this.#readFrames();
  }

  /** Writes what was read, within a transaction; whether the run is now in the index as a whole. */
  write(): boolean {
    this.#writeTexts();
    for (const span of this.#ended.splice(0, stepSpans)) {
      this.#spanCount += 1;
      this.#spans.insert(this.#run.id, this.#spanCount, span);
    }
    if (!this.#isRead || this.#texts.length > 0 || this.#ended.length > 0) return false;
    this.#writeFacts();
    this.#statements.done.run(1, this.#run.id);
    return true;
  }

  #isRoomLeft(): boolean {
    const characters = this.#texts.reduce((sum, { text }) => sum + text.length, 0);
    return characters < stepCharacters && this.#ended.length < stepSpans;
  }

  #readFrames(): void {
    const { id, runId, firstSeq, lastSeq } = this.#run;
    const frames = firstSeq === 0 ? [] : this.#statements.frames.all(this.#nextSeq, lastSeq, id);
    for (const { seq, count, payload } of frames) {
      for (const event of decodeFrame(runId, seq, payload)) {
        const span = this.#spanFold.take(event);
        if (span !== undefined) this.#note(span);
        for (const text of this.#textFold.take(event)) this.#texts.push(text);
      }
      this.#events += count;
      this.#nextSeq = seq + count;
    }
    if (frames.length > 0) return;
    this.#isRead = true;
    this.#texts.push(...this.#textFold.finish(JSON.parse(this.#run.input) as RecordedValue));
    this.#usage = addUsage(this.#usage, this.#spanFold.unfinishedUsage());
  }

  #note(span: SpanFigures): void {
    this.#ended.push(span);
    const { inputTokens, outputTokens, reasoningTokens, costUsd } = span;
    const cost = costUsd === undefined ? {} : { costUsd };
    this.#usage = addUsage(this.#usage, { inputTokens, outputTokens, reasoningTokens, ...cost });
    const model = span.model ?? span.connection;
    if (model !== undefined) this.#models.add(model);
    this.#kinds.add(span.kind);
    if (this.#titles.size < mostTitles) this.#titles.add(span.title);
  }

  #writeTexts(): void {
    let characters = 0;
    while (characters < stepCharacters && this.#textCount < textsPerRun) {
      const next = this.#texts.shift();
      if (next === undefined) return;
      const id = this.#run.id * textsPerRun + this.#textCount;
      this.#textCount += 1;
      characters += next.text.length;
      const field = textFields.indexOf(next.field);
      this.#statements.text.run(id, field, next.spanId, next.firstSeq, next.lastSeq);
      this.#statements.words.run(id, toIndexedText(next.text));
    }
    if (this.#textCount >= textsPerRun) this.#texts = [];
  }

  #writeFacts(): void {
    const { id } = this.#run;
    const { inputTokens, outputTokens, reasoningTokens = 0, costUsd } = this.#usage;
    const models = [...this.#models].toSorted();
    this.#statements.facts.run({
      run: id,
      events: this.#events,
      spans: this.#spanCount,
      inputTokens,
      outputTokens,
      reasoningTokens,
      cost: costUsd ?? null,
      models: JSON.stringify(models),
    });
    for (const [facet, values] of [
      ['model', models],
      ['kind', this.#kinds],
      ['title', this.#titles],
    ] as const) {
      for (const value of values) {
        this.#statements.label.run(facet, value);
        this.#statements.runLabel.run(id, facet, value);
      }
    }
  }
}
