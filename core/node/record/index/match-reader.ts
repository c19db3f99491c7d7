import type { Database, Statement } from 'better-sqlite3';
import type { RecordedValue, RunEvent } from '../../../contracts/events.ts';
import type { TextMatch } from '../../../contracts/run-history.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { LogReader, RunPlace } from '../log-reader.ts';
import { readEventTexts, readLeaves, textFields, type EventText } from './event-texts.ts';
import { findPhrase, type SoughtPhrase } from './search-words.ts';

/** A text of the index: a run's texts are numbered from its row on. */
export interface IndexedText {
  readonly id: number;
  readonly field: number;
  readonly span_id: string;
  readonly first_seq: number;
  readonly last_seq: number;
}

/** Texts of one run have numbers of its own: its row times this, and on. */
export const textsPerRun = 2 ** 20;

const charactersBefore = 40;
const snippetLength = 160;
/** A value is looked through so far. */
const mostLeaves = 50_000;

/** Reads the words around what a search has found, from the log itself. */
export class MatchReader {
  readonly #reader: LogReader;
  readonly #valueText: (hash: string) => string | undefined;
  readonly #span: Statement<unknown[], { node_id: string; title: string }>;
  readonly #input: Statement<unknown[], string>;

  constructor(
    database: Database,
    reader: LogReader,
    valueText: (hash: string) => string | undefined,
  ) {
    this.#reader = reader;
    this.#valueText = valueText;
    this.#span = database.prepare(
      `SELECT node_id, title FROM spans
       WHERE run = @row AND span_id = @spanId AND node_id = coalesce(@nodeId, node_id) LIMIT 1`,
    );
    this.#input = database
      .prepare<unknown[], string>('SELECT input FROM runs WHERE id = ?')
      .pluck();
  }

  read(place: RunPlace, text: IndexedText, phrases: readonly SoughtPhrase[]): TextMatch {
    const field = textFields[text.field] ?? 'text';
    const events = this.#eventsOf(place, text);
    const nodeId = events[0]?.nodeId ?? null;
    const span = this.#span.get({ row: place.row, spanId: text.span_id, nodeId });
    const sources =
      text.first_seq === 0
        ? this.#leavesOf(JSON.parse(this.#input.get(place.row) ?? 'null') as RecordedValue)
        : this.#sourcesOf(events, field);
    return {
      field,
      spanId: text.span_id,
      nodeId: nodeId ?? '',
      title: span?.title ?? '',
      seq: text.first_seq,
      ...cutSnippet(sources, phrases),
    };
  }

  #eventsOf(place: RunPlace, text: IndexedText): readonly RunEvent[] {
    if (text.first_seq === 0) return [];
    const range = { ...place, lastSeq: text.last_seq };
    return this.#reader
      .read(range, { afterSeq: text.first_seq - 1, limit: text.last_seq - text.first_seq + 1 })
      .filter((event) => event.spanId === text.span_id && event.seq <= text.last_seq);
  }

  #sourcesOf(events: readonly RunEvent[], field: TextMatch['field']): Iterable<string> {
    const texts = events.flatMap((event) => readEventTexts(event)).filter((t) => t.field === field);
    if (field === 'text' || field === 'reasoning')
      return [texts.map((text) => ('piece' in text ? text.piece : '')).join('')];
    return texts.flatMap((text) => this.#wholeTexts(text));
  }

  #wholeTexts(text: EventText): readonly string[] {
    if ('texts' in text) return text.texts;
    return 'value' in text ? [...this.#leavesOf(text.value)] : [];
  }

  *#leavesOf(held: RecordedValue | null): Generator<string> {
    if (held === null) return;
    const json = 'hash' in held ? this.#valueText(held.hash) : undefined;
    const value =
      'value' in held ? held.value : ((json && JSON.parse(json)) as JsonValue | undefined);
    let left = mostLeaves;
    for (const leaf of readLeaves(value ?? null)) {
      yield leaf;
      left -= 1;
      if (left === 0) return;
    }
  }
}

type Snippet = Pick<TextMatch, 'snippet' | 'start' | 'length'>;

/** Some words around the first phrase that is found, or the beginning where none can be made out. */
function cutSnippet(sources: Iterable<string>, phrases: readonly SoughtPhrase[]): Snippet {
  let first: string | undefined;
  for (const source of sources) {
    first ??= source;
    for (const phrase of phrases) {
      const found = findPhrase(source, phrase);
      if (found !== undefined) return cutAround(source, found);
    }
  }
  return { snippet: toOneLine((first ?? '').slice(0, snippetLength)), start: 0, length: 0 };
}

function cutAround(
  text: string,
  { start, length }: { readonly start: number; readonly length: number },
): Snippet {
  const from = Math.max(0, start - charactersBefore);
  const before = from === 0 ? '' : '…';
  const to = Math.min(text.length, from + Math.max(snippetLength, length + charactersBefore));
  const snippet = `${before}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  return {
    snippet: toOneLine(snippet),
    start: start - from + before.length,
    length: Math.min(length, to - start),
  };
}

/** Keeps every character's place. */
function toOneLine(text: string): string {
  return text.replaceAll(/\s/g, ' ').toWellFormed();
}
