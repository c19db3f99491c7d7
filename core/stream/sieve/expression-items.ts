import type { ExpressionCallSyntax } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import { type CallDraft, doubtLimit, namePattern } from './call-reader.ts';
import type { ListItem, ListItems } from './call-list-reader.ts';
import { LiteralScanner } from './literal-scanner.ts';
import { createBracesStyle, pythonStyle } from './literal-style.ts';

const headPattern = /[\p{L}\p{N}_$][\p{L}\p{N}_$.:/-]*\s*/uy;

/** What readers of expressions must know. */
interface ExpressionOptions {
  readonly syntax: ExpressionCallSyntax;
  /** The tool's name within what is written as the name. */
  readonly nameOf: (written: string) => string;
  /** The name of a tool's parameter by its place. */
  readonly parameterAt: (tool: string, position: number) => string | undefined;
}

/** Calls written as in a programming language. */
export function createExpressionItems(options: ExpressionOptions): ListItems {
  const { syntax, nameOf, parameterAt } = options;
  const isPython = syntax.style === 'python';
  const style = isPython ? pythonStyle : createBracesStyle(syntax.quotes ?? ['"']);
  const bracket = isPython ? '(' : '{';
  return {
    problems: { start: 'that is no call', inside: 'whose arguments cannot be read' },
    findStart: (input, at) => findHeadEnd(input, at, bracket),
    begin: (draft, head) => {
      const name = nameOf(head.slice(0, -bracket.length).trim());
      if (namePattern.test(name)) draft.start(name);
      const scanner = new LiteralScanner(
        style,
        (json) => draft.append(json),
        (position) => parameterAt(name, position),
      );
      return new ExpressionItem(draft, scanner);
    },
  };
}

/** One call, behind its opening bracket. */
class ExpressionItem implements ListItem {
  readonly draft: CallDraft;
  readonly #scanner: LiteralScanner;

  constructor(draft: CallDraft, scanner: LiteralScanner) {
    this.draft = draft;
    this.#scanner = scanner;
  }

  get closers(): readonly string[] {
    return this.#scanner.closers;
  }

  read(input: string, from: number, outcome?: SieveOutcome): ReturnType<ListItem['read']> {
    const stop = this.#scanner.write(input, from, outcome !== undefined);
    this.draft.use(input, from, stop);
    const { status } = this.#scanner;
    if (status === 'fault') return { kind: 'fault', position: stop };
    if (status === 'done') {
      this.draft.complete();
      return { kind: 'done', position: stop };
    }
    if (outcome === undefined) return { kind: 'more', position: stop };
    this.draft.use(input, stop, input.length);
    this.draft.failIncomplete();
    return { kind: 'cut', position: input.length };
  }
}

/** Where a name and its opening bracket end. */
function findHeadEnd(input: string, from: number, bracket: string): number | 'open' | 'none' {
  if (from >= input.length) return 'open';
  const ahead = input.slice(from, from + doubtLimit);
  headPattern.lastIndex = 0;
  const name = headPattern.exec(ahead)?.[0] ?? '';
  if (name === '') return 'none';
  if (name.length === ahead.length) return ahead.length < doubtLimit ? 'open' : 'none';
  return ahead.charAt(name.length) === bracket ? from + name.length + 1 : 'none';
}
