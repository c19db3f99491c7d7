import { MillraceError } from '../../shared/errors.ts';

/** In UTF-16 units; far beyond any real chunk. Without a limit a line that never ends would take all memory. */
const longestEvent = 64 * 1024 * 1024;

/**
 * Cuts a stream of server-sent events into its data strings, batch by batch as the bytes arrive.
 * Own code instead of a parser from npm, because model servers bend the format: a JSON error stands bare between
 * events, blank lines between events are missing, the last event is not closed. Every split of the same bytes gives
 * the same data strings.
 */
export class SseReader {
  readonly #decoder = new TextDecoder('utf-8');
  /** The unfinished last line, in the pieces that arrived; joined once, so a long line costs linear time. */
  #openLine: string[] = [];
  #openLength = 0;
  #endedWithCarriageReturn = false;
  #data: string | undefined;
  #eventName = '';
  #bareJson: string | undefined;
  #ready: string[] = [];

  /**
   * Takes the bytes of one network read; returns the data of every event that is complete now. Throws
   * `provider_error` when one event grows beyond 64 Mi characters.
   */
  push(bytes: Uint8Array): string[] {
    return this.pushText(this.#decoder.decode(bytes, { stream: true }));
  }

  /** As `push`, for text that is decoded already. */
  pushText(text: string): string[] {
    this.#readLines(this.#unifyLineEnds(text));
    this.#assertBounded();
    return this.#takeReady();
  }

  /** Ends the stream; returns the data of a last event that lacks its blank line. */
  end(): string[] {
    this.#readLines(this.#unifyLineEnds(this.#decoder.decode()));
    const last = this.#openLine.join('');
    this.#openLine = [];
    if (last !== '') this.#readLine(last);
    this.#dispatchBareJson();
    this.#dispatchEvent();
    return this.#takeReady();
  }

  #takeReady(): string[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #unifyLineEnds(text: string): string {
    if (text === '') return text;
    const rest = this.#endedWithCarriageReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.#endedWithCarriageReturn = text.endsWith('\r');
    return rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest;
  }

  #readLines(text: string): void {
    let start = 0;
    let end = text.indexOf('\n');
    if (end !== -1 && this.#openLine.length > 0) {
      this.#openLine.push(text.slice(0, end));
      const line = this.#openLine.join('');
      this.#openLine = [];
      this.#openLength = 0;
      this.#readLine(line);
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    while (end !== -1) {
      this.#readLine(text.slice(start, end));
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    if (start === text.length) return;
    this.#openLine.push(text.slice(start));
    this.#openLength += text.length - start;
  }

  #assertBounded(): void {
    const length = this.#openLength + (this.#data?.length ?? 0) + (this.#bareJson?.length ?? 0);
    if (length <= longestEvent) return;
    throw new MillraceError(
      'provider_error',
      'The provider broke off its answer: one piece of it is larger than 64 MB.',
      { action: 'Check that the base URL belongs to a model server.' },
    );
  }

  #readLine(line: string): void {
    if (line === '') {
      if (this.#data !== undefined || this.#eventName !== '') this.#dispatchEvent();
    } else if (line.startsWith('data:')) {
      this.#dispatchBareJson();
      this.#addData(line.slice(line.charCodeAt(5) === 32 ? 6 : 5));
    } else if (this.#bareJson !== undefined) {
      this.#addBareJson(line);
    } else if (line.startsWith('{')) {
      this.#dispatchEvent();
      this.#addBareJson(line);
    } else if (line.startsWith('event:')) {
      this.#eventName = line.slice(6).trim();
    }
  }

  #addData(value: string): void {
    if (this.#data === undefined) {
      this.#data = value;
      return;
    }
    // A server that forgets the blank line between events would otherwise glue two documents together.
    if (isJson(this.#data)) {
      this.#ready.push(this.#data);
      this.#data = value;
    } else {
      this.#data += `\n${value}`;
    }
  }

  #addBareJson(line: string): void {
    const isFirst = this.#bareJson === undefined;
    this.#bareJson = isFirst ? line : `${this.#bareJson}\n${line}`;
    const mayBeComplete = isFirst ? line.endsWith('}') : line === '}';
    if (mayBeComplete && isJson(this.#bareJson)) this.#dispatchBareJson();
  }

  #dispatchBareJson(): void {
    if (this.#bareJson === undefined) return;
    this.#ready.push(this.#bareJson);
    this.#bareJson = undefined;
  }

  #dispatchEvent(): void {
    const data = this.#data;
    const isError = this.#eventName === 'error';
    this.#data = undefined;
    this.#eventName = '';
    if (data === undefined) return;
    this.#ready.push(isError ? asErrorDocument(data) : data);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What an `event: error` carries, in the shape that chunks use, so that a reader of data alone sees the error. */
function asErrorDocument(data: string): string {
  if (!isJson(data)) return JSON.stringify({ error: { message: data } });
  return data.includes('"error"') ? data : `{"error":${data}}`;
}
