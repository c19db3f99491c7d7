import type { CallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import { type CallDraft, type CallRead, type CallReader, doubtLimit } from './call-reader.ts';
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
    const unit = input.charAt(at);
    if (unit === '' && outcome === undefined) return { kind: 'more', position: from };
    if (unit === '') {
      this.#draft.use(input, from, at);
      this.#draft.failIncomplete();
      return { kind: 'ended', position: at };
    }
    const choice = this.#choices.find(({ syntax }) => syntax.starts?.includes(unit) ?? true);
    if (choice === undefined) return { kind: 'text', position: from };
    this.#chosen = choice.createReader();
    return this.#chosen.read(input, from, outcome);
  }
}
