import type { CallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import { type CallDraft, type CallRead, type CallReader, doubtLimit } from './call-reader.ts';
import { mayStart } from './call-start.ts';
import { skipSpace } from './white-space.ts';

/** A syntax that an opening marker may belong to. */
interface Choice {
  readonly syntax: CallSyntax;
  readonly createReader: () => CallReader;
}

/** Reads a call whose opening marker belongs to several syntaxes, or whose first unit shows that it is none. */
export class ChoosingCallReader implements CallReader {
  readonly #draft: CallDraft;
  readonly #choices: readonly Choice[];
  #chosen: CallReader | undefined;

  constructor(draft: CallDraft, choices: readonly Choice[]) {
    this.#draft = draft;
    this.#choices = choices;
  }

  read(input: string, from: number, outcome?: SieveOutcome): CallRead {
    if (this.#chosen !== undefined) return this.#chosen.read(input, from, outcome);
    const at = skipSpace(input, from);
    if (at - from > doubtLimit) return { kind: 'text', position: from };
    const starts = this.#choices.map(({ syntax }) =>
      syntax.starts === undefined ? at < input.length : mayStart(syntax, input, at),
    );
    if (starts.includes(undefined)) {
      if (outcome === undefined) return { kind: 'more', position: from };
      this.#draft.use(input, from, input.length);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: input.length };
    }
    const choice = this.#choose(starts);
    if (choice === undefined) return { kind: 'text', position: from };
    this.#chosen = choice.createReader();
    return this.#chosen.read(input, from, outcome);
  }

  /** A syntax without beginnings of its own takes what no other one begins with. */
  #choose(starts: readonly (boolean | undefined)[]): Choice | undefined {
    const fits = this.#choices.filter((_, index) => starts[index] === true);
    return fits.find(({ syntax }) => syntax.starts !== undefined) ?? fits[0];
  }
}
