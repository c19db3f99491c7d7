import type { Channel } from './protocol.ts';

/** A pipe that carries text frames, whole and in order, such as a WebSocket or a line of a process. */
export interface TextPipe {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  /** Called at least once when the pipe is gone, from either side. */
  onClose(listener: () => void): void;
  close(): void;
}

/**
 * A message channel over text frames, as JSON. A frame that is no JSON is handed on as the text it is:
 * the engine answers it like any other message that it cannot understand.
 */
export function createTextChannel<Outgoing, Incoming>(pipe: TextPipe): Channel<Outgoing, Incoming> {
  let isClosed = false;
  return {
    send(message) {
      if (!isClosed) pipe.send(JSON.stringify(message));
    },
    onMessage(listener) {
      pipe.onText((text) => {
        if (!isClosed) listener(parseFrame(text) as Incoming);
      });
    },
    onClose(listener) {
      let isTold = false;
      pipe.onClose(() => {
        isClosed = true;
        if (isTold) return;
        isTold = true;
        listener();
      });
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      pipe.close();
    },
  };
}

function parseFrame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
