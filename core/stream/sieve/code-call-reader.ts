import type { CodeCallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import type { BodyRole, CallDraft, CallRead, CallReader } from './call-reader.ts';
import { escapeJson } from './escape-json.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import { TrailingSpaceGate } from './white-space.ts';

/** Reads raw code, without line breaks before it and white space after it, as a string argument. */
export class CodeCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #matcher: MarkerMatcher<BodyRole>;
  readonly #gate = new TrailingSpaceGate();
  #isBlank = true;

  constructor(
    draft: CallDraft,
    matcher: MarkerMatcher<BodyRole>,
    syntax: Pick<CodeCallSyntax, 'tool' | 'argument'>,
  ) {
    this.#draft = draft;
    this.#matcher = matcher;
    draft.start(syntax.tool);
    draft.append(`{${JSON.stringify(syntax.argument)}:"`);
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    const scan = this.#matcher.scan(input, from, outcome !== undefined);
    this.#write(input.slice(from, scan.start));
    const end = scan.kind === 'match' && scan.role === 'close' ? scan.end : scan.start;
    this.#draft.use(input, from, end);
    if (scan.kind !== 'match' && outcome === undefined) return { kind: 'more', position: end };
    // The closing marker is often a stop word, which servers leave out: a model that stopped by itself had finished.
    if (scan.kind === 'match' || outcome === 'complete') {
      this.#draft.append('"}');
      this.#draft.complete();
    } else this.#draft.failIncomplete();
    return { kind: 'ended', position: end };
  }

  #write(text: string): void {
    const code = this.#isBlank ? text.replace(/^[\r\n]+/, '') : text;
    if (code === '') return;
    this.#isBlank = false;
    this.#draft.append(escapeJson(this.#gate.write(code)));
  }
}
