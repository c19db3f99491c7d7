// The panel process of the whole-path bench: starts runs, takes their events, and tells the length of each one's text.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createEngineClient } from '../../core/api/engine-client.ts';
import type { ClientMessage, EngineMessage } from '../../core/api/protocol.ts';
import { createWebSocketChannel } from '../../core/api/web-socket-channel.ts';
import {
  InputModule,
  LlmModule,
  OutputModule,
  configure,
  defineFlow,
  isOutputEvent,
  isStatusEvent,
  type RunEvent,
} from 'millrace';

interface Round {
  readonly streams: number;
  readonly model: string;
  readonly rawFormat: string;
}

const socket = new WebSocket(`ws://127.0.0.1:${process.argv[2]}`, { perMessageDeflate: false });
await once(socket, 'open');
const client = createEngineClient(createWebSocketChannel<ClientMessage, EngineMessage>(socket));
await client.ready;

async function watch({ model, rawFormat }: Round): Promise<number> {
  const { flow } = defineFlow({
    name: 'stream',
    nodes: {
      question: new InputModule(),
      model: configure(LlmModule, { connection: 'openai', model, rawFormat }),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'model.prompt'],
      ['model.text', 'answer.value'],
    ],
  });
  const { runId } = await client.call('run.start', { flow, input: 'go' });
  let length = 0;
  const ended = Promise.withResolvers<void>();
  const take = (events: readonly RunEvent[]): void => {
    for (const event of events) {
      if (isOutputEvent(event) && event.body.type === 'text-delta') {
        length += event.body.text.length;
      } else if (isStatusEvent(event) && event.body.type === 'run-ended') {
        if (event.body.state === 'done') ended.resolve();
        else ended.reject(new Error(JSON.stringify(event.body)));
      }
    }
  };
  const stop = await client.subscribe(runId, 0, take);
  await ended.promise;
  stop();
  return length;
}

process.on('message', (round: Round) => {
  void Promise.all(Array.from({ length: round.streams }, () => watch(round))).then((lengths) =>
    process.send?.(lengths),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
