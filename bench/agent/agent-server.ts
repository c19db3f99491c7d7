// An OpenAI-like model for the agent bench, in a process of its own: a question gets two parallel calls, results get 40
// tokens of answer; a model named `first` one token at once.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

function chunk(delta: object, finish: string | null = null): string {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  const body = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [choice],
  };
  return `data: ${JSON.stringify(body)}\n\n`;
}

const calls = ['Tokyo', 'Paris'].flatMap((city, index) => [
  chunk({
    tool_calls: [
      {
        index,
        id: `call_${index}`,
        type: 'function',
        function: { name: 'weather', arguments: '' },
      },
    ],
  }),
  chunk({ tool_calls: [{ index, function: { arguments: '{"city":' } }] }),
  chunk({ tool_calls: [{ index, function: { arguments: `"${city}"}` } }] }),
]);
const asking = [...calls, chunk({}, 'tool_calls'), 'data: [DONE]\n\n'];
const answering = [
  ...Array.from({ length: 40 }, (_, token) => chunk({ content: ` t${token}` })),
  chunk({}, 'stop'),
  'data: [DONE]\n\n',
];

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part));
  request.on('end', () => {
    response.socket?.setNoDelay(true);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const first = text.includes('"model":"first"');
    const chunks = first || text.includes('"role":"tool"') ? answering : asking;
    for (const piece of chunks) response.write(piece);
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
