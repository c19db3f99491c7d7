import type { RecordedValue } from '../../core/contracts/events.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { cancelledCode } from '../../core/shared/errors.ts';
import { readRowText } from '../run/output-row.ts';
import type { CallRow, OutputRow, TextRow } from '../run/output-row.ts';
import type { RunView } from '../run/run-view.ts';
import { GrowingText } from './growing-text.ts';
import type { ChatPart, TextPart } from './chat-part.ts';

/** The answer of one run, grown from its rows. */
interface FoldedChat {
  readonly speakerIds: ReadonlySet<string>;
  parts: ChatPart[];
  /** Rows looked at so far. */
  seen: number;
  /** Parts by the row that began them. */
  readonly byRow: Map<number, ChatPart>;
  /** Rows that may still grow, with how many of their characters are in a part. */
  readonly open: Map<TextRow | CallRow, number>;
  ended: boolean;
}

const folded = new WeakMap<RunView, FoldedChat>();

/**
 * The parts of the answer that a run has given so far, grown in place: each row is looked at once, and those that grow
 * are read on from where they were. `speakerIds` says whose text is the answer.
 */
export function foldChat(view: RunView, speakerIds: ReadonlySet<string>): readonly ChatPart[] {
  const known = folded.get(view);
  const chat: FoldedChat = known ?? {
    speakerIds,
    parts: [],
    seen: 0,
    byRow: new Map(),
    open: new Map(),
    ended: false,
  };
  if (known === undefined) folded.set(view, chat);
  for (; chat.seen < view.rows.length; chat.seen++) {
    const row = view.rows[chat.seen];
    if (row) takeRow(view, chat, row);
  }
  growOpen(chat);
  if (view.state !== 'running' && !chat.ended) {
    chat.ended = true;
    if (view.state === 'done') settleAnswer(chat, view.output);
  }
  return chat.parts;
}

function takeRow(view: RunView, chat: FoldedChat, row: OutputRow): void {
  switch (row.kind) {
    case 'text':
    case 'reasoning':
      return takeText(view, chat, row);
    case 'call':
      addPart(chat, row, { kind: 'call', name: row.name, arguments: '', result: undefined });
      chat.open.set(row, 0);
      return;
    case 'result': {
      const result = { text: row.result, isError: row.isError };
      const call = row.call && chat.byRow.get(row.call.index);
      if (call?.kind === 'call') call.result = result;
      else addPart(chat, row, { kind: 'call', name: row.name, arguments: '', result });
      return;
    }
    case 'retry':
      dropSuperseded(view, chat);
      addPart(chat, row, { kind: 'retry', error: row.error });
      return;
    case 'failure':
      if (row.error.code !== cancelledCode) {
        addPart(chat, row, { kind: 'failure', error: row.error });
      }
      return;
    default:
    // What modules tell of their own stands in the Output panel; the returned value is settled at the end.
  }
}

function takeText(view: RunView, chat: FoldedChat, row: TextRow): void {
  const begun = row.continues ? chat.byRow.get(row.head) : undefined;
  if (begun === undefined) {
    const nodeId = row.nodeId.split('/')[0] ?? '';
    const part: TextPart = {
      kind: row.kind,
      isAnswer: row.kind === 'text' && isSpeaker(chat, nodeId),
      speaker: view.nodes.get(row.nodeId)?.title ?? '',
      text: new GrowingText(),
    };
    addPart(chat, row, part);
  } else {
    chat.byRow.set(row.index, begun);
  }
  chat.open.set(row, 0);
}

function isSpeaker({ speakerIds }: FoldedChat, nodeId: string): boolean {
  return speakerIds.size === 0 || speakerIds.has(nodeId);
}

function addPart(chat: FoldedChat, row: OutputRow, part: ChatPart): void {
  chat.parts = [...chat.parts, part];
  chat.byRow.set(row.index, part);
}

function growOpen(chat: FoldedChat): void {
  for (const [row, taken] of chat.open) {
    const part = chat.byRow.get(row.index);
    if (row.length > taken) {
      const text = readRowText(row);
      if (part?.kind === 'call') part.arguments = text;
      else if (part?.kind === 'text' || part?.kind === 'reasoning') {
        part.text.append(text.slice(taken));
      }
    }
    if (part?.kind === 'call' && row.kind === 'call') part.name = row.name;
    if (row.open) chat.open.set(row, row.length);
    else chat.open.delete(row);
  }
}

/** What a failed attempt wrote is no part of the answer. */
function dropSuperseded(view: RunView, chat: FoldedChat): void {
  const gone = new Set<ChatPart>();
  for (const [index, part] of chat.byRow) {
    const row = view.rows[index];
    if (row !== undefined && 'superseded' in row && row.superseded) gone.add(part);
  }
  chat.parts = chat.parts.filter((part) => !gone.has(part));
}

/** What the run returned is the answer: where it was not streamed so, it stands last, and the rest was on the way. */
function settleAnswer(chat: FoldedChat, output: RecordedValue | undefined): void {
  if (output === undefined) return;
  const text = 'value' in output ? writeAnswer(output.value) : output.preview;
  const answers = chat.parts.filter(isAnswerPart).map((part) => part.text.toString());
  const isSaid = (said: string): boolean =>
    'value' in output ? said.trim() === text.trim() : said.startsWith(text);
  if (text === '' || [answers.at(-1) ?? '', answers.join('')].some(isSaid)) return;
  for (const part of chat.parts) if (isAnswerPart(part)) part.isAnswer = false;
  const part = 'value' in output ? answerPart(output.value) : answerPart(`${output.preview}…`);
  chat.parts = [...chat.parts, part];
}

/** An answer that a run returned without streaming it; what is not text stands as JSON. */
export function answerPart(value: JsonValue): TextPart {
  const text = writeAnswer(value);
  const shown = typeof value === 'string' ? text : `\`\`\`json\n${text}\n\`\`\``;
  return { kind: 'text', isAnswer: true, speaker: '', text: new GrowingText(shown) };
}

function writeAnswer(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Whether the last part holds but the beginning of what the run returned, which was too large for its events. */
export function isCut(parts: readonly ChatPart[], output: RecordedValue | undefined): boolean {
  const last = parts.at(-1);
  if (output === undefined || 'value' in output || last === undefined) return false;
  return isAnswerPart(last) && last.text.toString() === `${output.preview}…`;
}

/** Whether a part answers the person. */
export function isAnswerPart(part: ChatPart): part is TextPart {
  return part.kind === 'text' && part.isAnswer;
}
