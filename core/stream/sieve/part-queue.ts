import type { ChatPart } from '../../contracts/chat.ts';

type TextPart = Extract<ChatPart, { readonly text: string }>;

/** Collects the parts of one push; neighbouring pieces of one stream become one part. */
export class PartQueue {
  #parts: ChatPart[] = [];
  #last: { text: string; readonly like: TextPart } | undefined;

  /** Adds a piece of text; an empty one adds nothing. */
  addText(part: TextPart): void {
    if (part.text === '') return;
    if (this.#last !== undefined && isSameStream(this.#last.like, part)) {
      this.#last.text += part.text;
      return;
    }
    this.#closeText();
    this.#last = { text: part.text, like: part };
  }

  /** Adds any other part. */
  add(part: Exclude<ChatPart, TextPart>): void {
    this.#closeText();
    this.#parts.push(part);
  }

  /** Hands out what was collected since the last time. */
  take(): ChatPart[] {
    this.#closeText();
    const taken = this.#parts;
    this.#parts = [];
    return taken;
  }

  #closeText(): void {
    if (this.#last === undefined) return;
    this.#parts.push({ ...this.#last.like, text: this.#last.text });
    this.#last = undefined;
  }
}

function isSameStream(a: TextPart, b: TextPart): boolean {
  if (a.type === 'tool-call-delta') return b.type === 'tool-call-delta' && a.call === b.call;
  return a.type === b.type;
}
