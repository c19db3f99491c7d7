import type { ChatPart, FinishReason, ToolCall, ToolSpec } from '../../../contracts/chat.ts';
import type { PartFilter } from '../../model/turn-reader.ts';
import { readAction, type WrittenCall } from './read-action.ts';

type Label = 'thought' | 'action' | 'input' | 'observation' | 'answer';

const labels: readonly (readonly [string, Label])[] = [
  ['thought:', 'thought'],
  ['action:', 'action'],
  ['action input:', 'input'],
  ['observation:', 'observation'],
  ['observation (', 'observation'],
  ['final answer:', 'answer'],
];
type Section = 'open' | Exclude<Label, 'observation'>;

/** What may stand before a label on its line: markup of headings, lists and bold text. */
const decoration = /^[ \t>*#_-]*/;
const longestDecoration = 12;

/**
 * Reads ReAct text as it arrives: thoughts become reasoning, actions tool calls, the final answer and unlabelled text
 * the text. Holds back no more than what may still become a label, so the outcome is the same for any chunking. Calls are
 * reported as finished with the turn's end only. The turn is over where the model begins to write an observation itself.
 */
export class ReactReader implements PartFilter {
  readonly #tools: readonly ToolSpec[];
  readonly #createId: () => string;
  #section: Section = 'open';
  #held = '';
  #atLineStart = true;
  /** Space that is shown only if something follows it in its section. */
  #space = '';
  #hasShown = false;
  /** Whether the label was in bold type, whose end stands before the text. */
  #isBold = false;
  #calls: { written: WrittenCall; id: string; started: boolean }[] = [];
  isOver = false;

  constructor(tools: readonly ToolSpec[], createId: () => string = () => crypto.randomUUID()) {
    this.#tools = tools;
    this.#createId = createId;
  }

  take(part: ChatPart): readonly ChatPart[] {
    if (this.isOver) return [];
    switch (part.type) {
      case 'text-delta':
        this.#held += part.text;
        return this.#read(false);
      case 'finish':
        return [...this.#read(true), ...this.#finish(part.reason)];
      case 'retry':
        this.#begin();
        return [part];
      default:
        return [part];
    }
  }

  #begin(): void {
    this.#section = 'open';
    this.#held = '';
    this.#atLineStart = true;
    this.#space = '';
    this.#hasShown = false;
    this.#calls = [];
  }

  #read(isEnd: boolean): ChatPart[] {
    const parts: ChatPart[] = [];
    while (this.#held !== '' && !this.isOver) {
      if (this.#atLineStart) {
        const found = findLabel(this.#held, isEnd);
        if (found === 'maybe') break;
        this.#atLineStart = false;
        if (found !== undefined) {
          this.#held = this.#held.slice(found.length);
          parts.push(...this.#enter(found));
          continue;
        }
      }
      const lineEnd = this.#held.indexOf('\n') + 1;
      const piece = lineEnd === 0 ? this.#held : this.#held.slice(0, lineEnd);
      this.#held = this.#held.slice(piece.length);
      this.#atLineStart = lineEnd > 0;
      parts.push(...this.#add(piece));
    }
    return parts;
  }

  #enter({ label, isBold }: FoundLabel): ChatPart[] {
    const started = this.#startCall();
    this.#space = '';
    this.#hasShown = false;
    this.#isBold = isBold;
    if (label === 'observation') return [...started, ...this.#finish('stop')];
    this.#section = label;
    if (label === 'action') {
      this.#calls.push({ written: { head: '', input: '' }, id: this.#createId(), started: false });
    }
    return started;
  }

  /** Reports a call's start as soon as its name is whole. */
  #startCall(): ChatPart[] {
    const call = this.#calls.at(-1);
    if (this.#section !== 'action' || call === undefined || call.started) return [];
    call.started = true;
    const { name } = readAction(call.written, this.#tools);
    return [{ type: 'tool-call-start', call: this.#calls.length - 1, id: call.id, name }];
  }

  #add(piece: string): ChatPart[] {
    const call = this.#calls.at(-1);
    if (this.#section === 'action' && call !== undefined) {
      call.written.head += piece;
      return [];
    }
    if (this.#section === 'input' && call !== undefined) {
      call.written.input += piece;
      return this.#show(piece, (text) => ({
        type: 'tool-call-delta',
        call: this.#calls.length - 1,
        text,
      }));
    }
    const type = this.#section === 'thought' ? 'reasoning-delta' : 'text-delta';
    return this.#show(piece, (text) => ({ type, text }));
  }

  /** A section's text without the space around it. */
  #show(piece: string, wrap: (text: string) => ChatPart): ChatPart[] {
    let text = this.#space + piece;
    if (!this.#hasShown) text = text.trimStart();
    if (this.#isBold && text.length < 2) {
      this.#space = text;
      return [];
    }
    if (this.#isBold) {
      text = text.replace(/^\*\*\s*/, '');
      this.#isBold = false;
    }
    const shown = text.trimEnd();
    this.#space = this.#hasShown || shown !== '' ? text.slice(shown.length) : '';
    if (shown === '') return [];
    this.#hasShown = true;
    return [wrap(shown)];
  }

  #finish(reason: FinishReason): ChatPart[] {
    this.isOver = true;
    const started = this.#startCall();
    const isWhole = reason === 'stop' || reason === 'tool-calls';
    const ends = this.#calls.map(({ written, id }, call): ChatPart => {
      const read = readAction(written, this.#tools);
      const toolCall: ToolCall = { id, name: read.name, arguments: read.arguments };
      return isWhole
        ? { type: 'tool-call-end', call, toolCall }
        : {
            type: 'tool-call-error',
            call,
            raw: written.head + written.input,
            error: { code: 'incomplete_call', message: 'The turn ended before the call was safe.' },
          };
    });
    const ending = isWhole && ends.length > 0 ? 'tool-calls' : reason;
    return [...started, ...ends, { type: 'finish', reason: ending }];
  }
}

interface FoundLabel {
  readonly label: Label;
  readonly length: number;
  readonly isBold: boolean;
}

/** The label that a line begins with, `maybe` while more text could make it one. */
function findLabel(line: string, isEnd: boolean): FoundLabel | 'maybe' | undefined {
  const lead = decoration.exec(line)?.[0].length ?? 0;
  if (lead > longestDecoration) return undefined;
  const rest = line.slice(lead).toLowerCase();
  const found = labels.find(([text]) => rest.startsWith(text));
  if (found !== undefined) {
    const isBold = line.slice(0, lead).includes('**');
    return { label: found[1], length: lead + found[0].length, isBold };
  }
  return !isEnd && labels.some(([text]) => text.startsWith(rest)) ? 'maybe' : undefined;
}
