import type { ErrorInfo } from '../shared/errors.ts';
import type { JsonObject, JsonValue } from '../shared/json.ts';
import type { ChatPart } from './chat.ts';

/** A raw tool-call format, as the interface shows it. */
export interface RawFormatInfo {
  readonly id: string;
  /** The format and the models that write it. */
  readonly title: string;
  /** `built-in` ones can be copied, a person's `own` changed and removed. */
  readonly from: 'built-in' | 'own';
  /** Whether plain text can be taken for a call, so that nobody should get it unasked. */
  readonly isRisky: boolean;
  /** Whether a model of this format may reason. */
  readonly hasReasoning: boolean;
  /** The format itself. */
  readonly json: JsonObject;
  /** An output with a call, as a model of this format writes it; '' where none can be written. */
  readonly example: string;
}

/** Where a person's formats lie, and what is wrong there. */
export interface RawFormatFile {
  /** The folder of the files `*.format.json`; it need not exist yet. */
  readonly folder: string;
  /** Files that hold no format, each with one sentence. */
  readonly findings: readonly { readonly file: string; readonly message: string }[];
}

/** All formats of a host: a person's own first. */
export interface RawFormatList extends Partial<RawFormatFile> {
  readonly formats: readonly RawFormatInfo[];
}

/** Something wrong with a format, with its place in the JSON. */
export interface RawFormatFinding {
  readonly path: readonly (string | number)[];
  /** One plain sentence. */
  readonly message: string;
}

/** What a check of a format's JSON came to. */
export interface RawFormatCheck {
  /** Empty: it can be used. */
  readonly findings: readonly RawFormatFinding[];
  /** As in RawFormatInfo; '' while there are findings. */
  readonly example: string;
}

/** How a trial cuts an output: whole, in characters, in pieces of that length, or at random places. */
export type TrialChunks = 'whole' | 'char' | number | { readonly seed: number };

/** An output to read with a format, for trial. */
export interface RawFormatTrialRequest {
  /** One that there is, or one that is only being written. */
  readonly format: { readonly id: string } | { readonly json: JsonValue };
  /** The model's output, at most 1,000,000 UTF-16 units. */
  readonly text: string;
  /** The tools offered to the model: `[{ name, params }]`, with the type of each parameter. */
  readonly tools: JsonValue;
  /** By default as the format says. */
  readonly startInReasoning?: boolean;
  readonly chunkSizes: TrialChunks;
}

/** What one chunk brought. */
export interface TrialStep {
  readonly chunk: string;
  /** What came out at once. */
  readonly parts: readonly ChatPart[];
  /** The end of what came in and is kept back, at most 500 units. */
  readonly held: string;
  /** How much is kept back, UTF-16 units. */
  readonly heldLength: number;
}

/** What a model's output was read as. */
export interface TrialResult {
  readonly visible_text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: JsonValue }[];
  readonly errors: readonly ErrorInfo[];
}

/** A reading of an output, step by step. */
export interface RawFormatTrial {
  /** One for each chunk, the first 5,000. */
  readonly steps: readonly TrialStep[];
  /** How many chunks there were. */
  readonly stepCount: number;
  /** What came out at the end of the output. */
  readonly end: readonly ChatPart[];
  readonly result: TrialResult;
}
