import { decodeFrames } from '../contracts/frame-codec.ts';
import type { KeptWork } from '../contracts/kept-work.ts';
import type { RunExports } from '../contracts/run-exports.ts';
import type { EventFrame } from '../contracts/record.ts';
import type { Engine } from '../engine/engine.ts';
import { assertNever } from '../shared/assert-never.ts';
import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { createCommandHandlers, type CommandHandlers } from './command-handlers.ts';
import { EventSubscription } from './event-subscription.ts';
import { parseClientMessage } from './message-schema.ts';
import { protocolVersion, subscriptionWindow } from './protocol.ts';
import type {
  ClientMessage,
  Commands,
  EngineChannel,
  EngineMessage,
  WireFrame,
} from './protocol.ts';

interface ServeOptions {
  /** The program's version, told in the welcome. */
  readonly version: string;
  /** Events under way before a subscriber must acknowledge; both sides must agree. */
  readonly subscriptionWindow?: number;
  /** The path behind the place of a file that the host gave out. Default: no place is known. */
  readonly pathAt?: (place: string) => string | undefined;
  /** What the host keeps of the person's work. Default: nothing is kept. */
  readonly keptWork?: KeptWork;
  /** Takes runs out of the record for this client. Default: nothing does. */
  readonly exports?: RunExports;
  /** Called once, when the client is gone or was let go. */
  readonly onClosed?: () => void;
  /** Called when the client has been welcomed and hears notices. */
  readonly onWelcomed?: () => void;
}

type Notice = Extract<EngineMessage, { readonly type: 'notice' }>;

/** One client being served. */
export interface ServedClient {
  /** Tells the client something that belongs to no command. */
  notify(level: Notice['level'], error: ErrorInfo): void;
  /** Ends all subscriptions and closes the channel; runs go on. */
  close(): void;
}

type CommandMessage = Extract<ClientMessage, { readonly type: 'command' }>;
/** Serves an engine to one client; what comes in is checked, answered with a failure when wrong, and never throws. */
export function serveEngine(
  engine: Engine,
  channel: EngineChannel,
  options: ServeOptions,
): ServedClient {
  const connection = new ClientConnection(engine, channel, options);
  channel.onMessage((raw) => connection.receive(raw));
  channel.onClose(() => connection.close());
  return connection;
}

class ClientConnection implements ServedClient {
  readonly #channel: EngineChannel;
  readonly #options: ServeOptions;
  readonly #handlers: CommandHandlers;
  readonly #subscriptions = new Map<number, EventSubscription>();
  readonly #stopWatching: () => void;
  #isGreeted = false;
  #isClosed = false;

  constructor(engine: Engine, channel: EngineChannel, options: ServeOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#handlers = createCommandHandlers(engine, {
      open: (params) => this.#openSubscription(engine, params),
      close: (subscription) => this.#closeSubscription(subscription),
      pathAt: options.pathAt ?? ((): undefined => undefined),
      keptWork: options.keptWork,
      exports: options.exports,
      holder: this,
    });
    const tell = (): void => {
      if (this.#isGreeted) this.#send({ type: 'kinds-changed' });
    };
    this.#stopWatching = engine.modules?.onChange(tell) ?? ((): void => {});
  }

  receive(raw: unknown): void {
    if (this.#isClosed) return;
    try {
      const parsed = parseClientMessage(raw);
      if (parsed.ok) this.#handle(parsed.message);
      else this.#refuse(parsed.id, badMessage(parsed.reason));
    } catch (error) {
      // A record that cannot be read, say: this client is told, all others live on.
      this.#refuse(undefined, error);
    }
  }

  notify(level: Notice['level'], error: ErrorInfo): void {
    this.#send({ type: 'notice', level, error });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWatching();
    this.#options.keptWork?.recovery.release(this);
    this.#options.exports?.release();
    for (const subscription of this.#subscriptions.values()) subscription.stop();
    this.#subscriptions.clear();
    this.#channel.close();
    this.#options.onClosed?.();
  }

  #handle(message: ClientMessage): void {
    if (message.type === 'hello') return this.#greet(message.protocol);
    if (!this.#isGreeted) {
      const id = message.type === 'command' ? message.id : undefined;
      return this.#refuse(id, badMessage('a hello must come first'));
    }
    if (message.type === 'ack') {
      this.#subscriptions.get(message.subscription)?.acknowledge(message.seq);
      return;
    }
    if (message.type === 'command') return this.#answer(message);
    return assertNever(message, 'client message');
  }

  #greet(protocol: number): void {
    if (protocol !== protocolVersion) {
      const error = new MillraceError(
        'protocol_mismatch',
        `This window speaks version ${protocol} of the engine's language, the engine version ${protocolVersion}.`,
        { action: 'Reload the window, or start Millrace again.' },
      );
      this.#refuse(undefined, error);
      return this.close();
    }
    this.#isGreeted = true;
    this.#send({ type: 'welcome', protocol: protocolVersion, version: this.#options.version });
    this.#options.onWelcomed?.();
  }

  #answer(message: CommandMessage): void {
    let result: unknown;
    try {
      result = callHandler(this.#handlers, message);
    } catch (error) {
      return this.#refuse(message.id, error);
    }
    if (result instanceof Promise) return void this.#answerLater(message.id, result);
    this.#send({ type: 'result', id: message.id, result });
    // Only now does the client know the number that its events will carry.
    if (message.name === 'run.subscribe') this.#startSubscription(result);
  }

  async #answerLater(id: number, promise: Promise<unknown>): Promise<void> {
    try {
      this.#send({ type: 'result', id, result: await promise });
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  #openSubscription(engine: Engine, { runId, afterSeq, packed }: SubscribeParams): number {
    const subscription = nextSubscription++;
    const sendFrames = (frames: readonly EventFrame[]): void =>
      this.#send({ type: 'frames', subscription, frames: frames.map(toWireFrame) });
    const sendEvents = (frames: readonly EventFrame[]): void =>
      this.#send({ type: 'events', subscription, events: decodeFrames(frames, afterSeq) });
    const delivery = new EventSubscription({
      record: engine.record,
      runId,
      afterSeq,
      window: this.#options.subscriptionWindow ?? subscriptionWindow,
      send: packed === true ? sendFrames : sendEvents,
    });
    this.#subscriptions.set(subscription, delivery);
    return subscription;
  }

  #startSubscription(result: unknown): void {
    const { subscription } = result as Commands['run.subscribe']['result'];
    this.#subscriptions.get(subscription)?.start();
  }

  #closeSubscription(subscription: number): void {
    this.#subscriptions.get(subscription)?.stop();
    this.#subscriptions.delete(subscription);
  }

  #refuse(id: number | undefined, reason: unknown): void {
    const error = toErrorInfo(reason);
    this.#send(
      id === undefined ? { type: 'notice', level: 'error', error } : { type: 'failure', id, error },
    );
  }

  #send(message: EngineMessage): void {
    if (!this.#isClosed) this.#channel.send(message);
  }
}

// Counted over all clients, so that a number from a former connection never means a present subscription.
let nextSubscription = 1;

type SubscribeParams = Commands['run.subscribe']['params'];

function toWireFrame({ firstSeq, count, payload }: EventFrame): WireFrame {
  return [firstSeq, count, payload];
}

function callHandler(handlers: CommandHandlers, message: CommandMessage): unknown {
  // Each message's name and params belong together by its type; the union of handlers hides that from the compiler.
  const handle = handlers[message.name] as (params: CommandMessage['params']) => unknown;
  return handle(message.params);
}

function badMessage(reason: string): MillraceError {
  return new MillraceError('bad_message', `The engine did not understand a message: ${reason}.`);
}
