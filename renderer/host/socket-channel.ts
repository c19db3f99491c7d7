import type { ClientChannel } from '../../core/api/protocol.ts';
import { createWebSocketChannel } from '../../core/api/web-socket-channel.ts';
import { MillraceError } from '../../core/shared/errors.ts';

/** Opens a WebSocket to an engine and speaks JSON over it; rejects with `engine_down` when nobody answers. */
export function openSocketChannel(url: string): Promise<ClientChannel> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(createWebSocketChannel(socket)), { once: true });
    socket.addEventListener(
      'close',
      () =>
        reject(
          new MillraceError('engine_down', 'The engine does not answer.', {
            action:
              'Look at the terminal where Millrace was started, and start it again if it has ended.',
          }),
        ),
      { once: true },
    );
  });
}
