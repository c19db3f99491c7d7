import type { JsonObject } from '../shared/json.ts';
import { createNote } from './import-notes.ts';
import type { ImportNote, NoteCode } from './import-notes.ts';
import { composeTemplate, isEmptyText } from './map-text.ts';
import type { SourceText } from './map-text.ts';
import type { Reference, SourceNode } from './source-graph.ts';

/** One node of ours that stands for a source node, or for part of one. */
export interface MappedPart {
  /** '' for the main one; otherwise tells the parts of a source node apart. */
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly settings: JsonObject;
  /** From the source node's place, px. */
  readonly offset: readonly [number, number];
  /** It lies inside the main part, which is a container. */
  readonly inside?: true;
}

/** A port of one of the parts. */
export interface PartPort {
  readonly part: MappedPart;
  readonly port: string;
}

interface PartOptions {
  readonly key?: string;
  readonly title?: string;
  readonly offset?: readonly [number, number];
  readonly inside?: true;
}

/** Where the helper that fills in a prompt stands: above the node that it serves. */
const above: readonly [number, number] = [0, -120];

/** What a rule makes of one source node; a rule only writes here, so that it can be given up as a whole. */
export class NodeMapping {
  readonly node: SourceNode;
  readonly parts: MappedPart[] = [];
  readonly offers = new Map<string, PartPort>();
  readonly accepts = new Map<string, PartPort>();
  readonly wants: (PartPort & { readonly ref: Reference })[] = [];
  readonly inner: { readonly from: PartPort; readonly to: PartPort }[] = [];
  readonly consumed = new Set<string>();
  readonly notes: ImportNote[] = [];
  readonly needs: { readonly what: 'connection' | 'secret'; readonly name: string }[] = [];
  outcome: 'nodes' | 'setting' | 'dropped' | 'placeholder' = 'nodes';

  constructor(node: SourceNode) {
    this.node = node;
  }

  /** Adds a node of ours. */
  add(kind: string, settings: JsonObject, options: PartOptions = {}): MappedPart {
    const part: MappedPart = {
      key: options.key ?? '',
      kind,
      title: options.title ?? this.node.title,
      settings,
      offset: options.offset ?? [0, 0],
      ...(options.inside === undefined ? {} : { inside: options.inside }),
    };
    this.parts.push(part);
    return part;
  }

  /** Says what others get who ask for a field of this node; '' is what they get for any other field. */
  offer(field: string, part: MappedPart, port: string): void {
    this.offers.set(field, { part, port });
  }

  /** Says where a wire into one of the source node's inputs goes; '' is where a wire goes that names no input. */
  accept(input: string, part: MappedPart, port: string): void {
    this.accepts.set(input, { part, port });
  }

  /** Has a value of another node wired to a port. */
  want(part: MappedPart, port: string, ref: Reference): void {
    this.wants.push({ part, port, ref });
  }

  /** Wires into this input, or from this node, need no wire here: a rule has read them already. */
  consume(inputOrNode: string): void {
    this.consumed.add(inputOrNode);
  }

  /** Says where the result differs from the original. */
  note(code: NoteCode, params: Readonly<Record<string, string>> = {}): void {
    const note = createNote(code, params);
    if (!this.notes.some((known) => known.text === note.text)) this.notes.push(note);
  }

  /** Leaves the node as a placeholder after all. */
  giveUp(code: NoteCode, params: Readonly<Record<string, string>> = {}): void {
    this.outcome = 'placeholder';
    this.note(code, params);
  }

  /** Says that the node lives on in the settings of another. */
  becomeSetting(target: string): void {
    this.outcome = 'setting';
    this.note('became_setting', { target });
  }

  /** Leaves the node out. */
  drop(code: NoteCode, params: Readonly<Record<string, string>> = {}): void {
    this.outcome = 'dropped';
    this.note(code, params);
  }

  /** Writes a text into a setting; its values become wires to the part's variable inputs. */
  fill(
    text: SourceText,
    taken: readonly string[] = [],
  ): {
    readonly template: string;
    wire(part: MappedPart): void;
  } {
    const { template, variables, hasChangedBraces } = composeTemplate(text, taken);
    if (hasChangedBraces) this.note('braces_changed');
    return {
      template,
      wire: (part) => {
        for (const { name, ref } of variables) this.want(part, name, ref);
      },
    };
  }

  /** Brings a text to an input: a lone value by a wire, everything else through a prompt of its own. False for nothing. */
  feed(part: MappedPart, port: string, text: SourceText, key = 'prompt'): boolean {
    if (isEmptyText(text)) return false;
    const { lone } = composeTemplate(text);
    if (lone === undefined) {
      const prompt = this.addPrompt(text, key, part.offset);
      this.inner.push({ from: { part: prompt, port: 'text' }, to: { part, port } });
    } else {
      this.want(part, port, lone);
    }
    return true;
  }

  /** Adds a prompt that writes a text. */
  addPrompt(text: SourceText, key: string, beside: readonly [number, number] = [0, 0]): MappedPart {
    const { template, wire } = this.fill(text);
    const [x, y] = beside;
    const prompt = this.add(
      'prompt',
      { template },
      {
        key,
        ...(key === '' ? {} : { title: `${this.node.title}: ${key}` }),
        offset: key === '' ? beside : [x + above[0], y + above[1]],
      },
    );
    wire(prompt);
    return prompt;
  }
}

/** Turns one source node into nodes of ours, or gives up. */
export type NodeRule = (mapping: NodeMapping) => void;

/** The rules of a format, by the source node's type. */
export type RuleTable = Readonly<Record<string, NodeRule>>;
