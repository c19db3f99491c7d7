import { MillraceError, toErrorInfo } from '../shared/errors.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { protocolVersion, subscriptionWindow } from './protocol.ts';
import type {
  ClientChannel,
  ClientMessage,
  CommandName,
  Commands,
  EngineMessage,
} from './protocol.ts';
import { RunSubscriber, type EventsListener } from './run-subscriber.ts';

type Notice = Extract<EngineMessage, { readonly type: 'notice' }>;

/** The renderer's end of an engine: commands as promises, events as callbacks. */
export interface EngineClient {
  /** The engine's version, once it has welcomed us; rejects with `engine_gone` or `protocol_mismatch`. */
  readonly ready: Promise<string>;
  /** Resolves, never rejects, when the channel is gone, with why. */
  readonly closed: Promise<ErrorInfo>;
  /** Sends a command; rejects with the engine's MillraceError, or `engine_gone` when the channel closes first. */
  call<Name extends CommandName>(
    name: Name,
    params: Commands[Name]['params'],
  ): Promise<Commands[Name]['result']>;
  /**
   * Delivers a run's events after `afterSeq`: those of the past, then new ones, each once and in order.
   * Resolves, once the engine has agreed, with the way to stop; after it was called no event arrives any more.
   */
  subscribe(runId: string, afterSeq: number, onEvents: EventsListener): Promise<() => void>;
  /** Called for what belongs to no command; returns the way to stop. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Called when kinds, or folders of modules, are not what they were; returns the way to stop. */
  onKindsChanged(listener: () => void): () => void;
  close(): void;
}

interface ClientOptions {
  /** How long the engine may take to answer the hello. */
  readonly helloTimeoutMs?: number;
  /** Events under way before an acknowledgement is due; both sides must agree. */
  readonly subscriptionWindow?: number;
}

/** Speaks with an engine through a channel, which from then on belongs to the client. */
export function createEngineClient(
  channel: ClientChannel,
  options: ClientOptions = {},
): EngineClient {
  return new ChannelClient(channel, options);
}

interface PendingCall {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: MillraceError) => void;
}

class ChannelClient implements EngineClient {
  readonly ready: Promise<string>;
  readonly closed: Promise<ErrorInfo>;
  readonly #channel: ClientChannel;
  readonly #window: number;
  readonly #pending = new Map<number, PendingCall>();
  readonly #subscribers = new Map<number, RunSubscriber>();
  readonly #noticeListeners = new Set<(notice: Notice) => void>();
  readonly #kindsListeners = new Set<() => void>();
  readonly #welcome = Promise.withResolvers<string>();
  readonly #end = Promise.withResolvers<ErrorInfo>();
  readonly #helloTimer: unknown;
  #goneBecause: MillraceError | undefined;
  #nextId = 1;

  constructor(channel: ClientChannel, options: ClientOptions) {
    this.#channel = channel;
    this.ready = this.#welcome.promise;
    this.closed = this.#end.promise;
    // Not everyone waits for the welcome: calls report the same failure.
    this.ready.catch(() => undefined);
    this.#window = options.subscriptionWindow ?? subscriptionWindow;
    channel.onMessage((message) => this.#receive(message));
    channel.onClose(() => this.#finish(engineGone('The engine has stopped.')));
    this.#helloTimer = setTimeout(
      () => this.#finish(engineGone('The engine does not answer.')),
      options.helloTimeoutMs ?? 10_000,
    );
    channel.send({ type: 'hello', protocol: protocolVersion });
  }

  async call<Name extends CommandName>(
    name: Name,
    params: Commands[Name]['params'],
  ): Promise<Commands[Name]['result']> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#request(name, params, { resolve, reject });
    // The engine's handlers are typed by the same map, and both ends checked the protocol version.
    return (await promise) as Commands[Name]['result'];
  }

  subscribe(runId: string, afterSeq: number, onEvents: EventsListener): Promise<() => void> {
    const { promise, resolve, reject } = Promise.withResolvers<() => void>();
    const register = (result: unknown): void => {
      const { subscription } = result as Commands['run.subscribe']['result'];
      const acknowledge = (seq: number): void => this.#send({ type: 'ack', subscription, seq });
      const options = { runId, afterSeq, onEvents, acknowledge, window: this.#window };
      this.#subscribers.set(subscription, new RunSubscriber(options));
      resolve(() => this.#unsubscribe(subscription));
    };
    // Registered by the callback and not after an await: the first events may follow in the same turn.
    this.#request(
      'run.subscribe',
      { runId, afterSeq, packed: true },
      { resolve: register, reject },
    );
    return promise;
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  onKindsChanged(listener: () => void): () => void {
    this.#kindsListeners.add(listener);
    return () => this.#kindsListeners.delete(listener);
  }

  close(): void {
    this.#finish(engineGone('The connection to the engine was closed.'));
  }

  #request<Name extends CommandName>(
    name: Name,
    params: Commands[Name]['params'],
    pending: PendingCall,
  ): void {
    if (this.#goneBecause !== undefined) return pending.reject(this.#goneBecause);
    const id = this.#nextId++;
    this.#pending.set(id, pending);
    this.#channel.send({ type: 'command', id, name, params } as ClientMessage);
  }

  #receive(message: EngineMessage): void {
    switch (message.type) {
      case 'welcome':
        clearTimeout(this.#helloTimer);
        this.#welcome.resolve(message.version);
        break;
      case 'result':
        this.#takePending(message.id)?.resolve(message.result);
        break;
      case 'failure':
        this.#takePending(message.id)?.reject(MillraceError.fromInfo(message.error));
        break;
      case 'frames':
        this.#subscribers.get(message.subscription)?.deliver(message.frames);
        break;
      case 'events':
        // For clients that do not ask for packed events.
        break;
      case 'kinds-changed':
        for (const listener of this.#kindsListeners) listener();
        break;
      case 'notice':
        this.#notify(message);
        break;
    }
  }

  #takePending(id: number): PendingCall | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #unsubscribe(subscription: number): void {
    if (!this.#subscribers.delete(subscription) || this.#goneBecause !== undefined) return;
    void this.call('run.unsubscribe', { subscription }).catch(() => undefined);
  }

  #notify(notice: Notice): void {
    // Before the welcome a notice can only say why there will be none.
    if (notice.error.code === 'protocol_mismatch')
      this.#finish(MillraceError.fromInfo(notice.error));
    for (const listener of this.#noticeListeners) listener(notice);
  }

  #send(message: ClientMessage): void {
    if (this.#goneBecause === undefined) this.#channel.send(message);
  }

  #finish(error: MillraceError): void {
    if (this.#goneBecause !== undefined) return;
    this.#goneBecause = error;
    clearTimeout(this.#helloTimer);
    this.#welcome.reject(error);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#subscribers.clear();
    this.#channel.close();
    this.#end.resolve(toErrorInfo(error));
  }
}

function engineGone(message: string): MillraceError {
  return new MillraceError('engine_gone', message, {
    action: 'What was recorded is safe; connect again or restart Millrace.',
  });
}
