import type { RunEvent } from '../contracts/events.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import type { CommandName, Commands } from './commands.ts';

export type { CommandName, Commands } from './commands.ts';

/** Changes when either side would misread the other; the two sides refuse to talk otherwise. */
export const protocolVersion = 1;

/** Renderer to engine. */
export type ClientMessage =
  | { readonly type: 'hello'; readonly protocol: number }
  | {
      readonly [Name in CommandName]: {
        readonly type: 'command';
        readonly id: number;
        readonly name: Name;
        readonly params: Commands[Name]['params'];
      };
    }[CommandName]
  /** "I have drawn all up to `seq`": lets the engine send more. Without it at most `subscriptionWindow` events are under way. */
  | { readonly type: 'ack'; readonly subscription: number; readonly seq: number };

/** Events that follow each other in the record: the first one's number, how many, and the text that `decodeFrame` reads. */
export type WireFrame = readonly [firstSeq: number, count: number, payload: string];

/** Engine to renderer. */
export type EngineMessage =
  | { readonly type: 'welcome'; readonly protocol: number; readonly version: string }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: ErrorInfo }
  | { readonly type: 'events'; readonly subscription: number; readonly events: readonly RunEvent[] }
  /** The same for a subscription that asked for them packed, as they are stored: the first frame may begin too early. */
  | {
      readonly type: 'frames';
      readonly subscription: number;
      readonly frames: readonly WireFrame[];
    }
  /** Kinds, or folders of modules, are not what they were. */
  | { readonly type: 'kinds-changed' }
  /** Something that belongs to no command, such as a record that cannot be written. */
  | {
      readonly type: 'notice';
      readonly level: 'info' | 'warning' | 'error';
      readonly error: ErrorInfo;
    };

/** Events on their way to one subscriber before it must acknowledge; a slower one is served from the record. */
export const subscriptionWindow = 4096;

/** A two-way pipe for messages; MessagePort and WebSocket each have one implementation. */
export interface Channel<Outgoing, Incoming> {
  send(message: Outgoing): void;
  onMessage(listener: (message: Incoming) => void): void;
  /** Called once, when the other side is gone. */
  onClose(listener: () => void): void;
  close(): void;
}

export type ClientChannel = Channel<ClientMessage, EngineMessage>;
/** The engine's end: what comes in is unchecked until it has been parsed. */
export type EngineChannel = Channel<EngineMessage, unknown>;
