// An OpenAI-like source of tokens for benches, in a process of its own. Models: `fast-N` sends N tokens as fast as they
// are taken; `paced-RATE-N` sends N at RATE a second, each carrying the time it was sent (µs since the epoch, base 36).
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const stamp = (): string =>
  Math.round((performance.timeOrigin + performance.now()) * 1000).toString(36);

function chunk(delta: Readonly<Record<string, string>>, finish: string | null = null): string {
  const choice = { index: 0, delta, logprobs: null, finish_reason: finish };
  const body = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'bench',
    choices: [choice],
  };
  return `data: ${JSON.stringify(body)}\n\n`;
}

const fastBlock = Buffer.from(chunk({ content: ' toke' }).repeat(16));

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

async function sendFast(response: ServerResponse, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 16) {
    const block = left >= 16 ? fastBlock : Buffer.from(chunk({ content: ' toke' }).repeat(left));
    if (!response.write(block)) await drained(response);
    if (response.destroyed) return;
  }
}

function sendPaced(response: ServerResponse, rate: number, count: number): Promise<void> {
  return new Promise((resolve) => {
    const started = performance.now();
    let sent = 0;
    const tick = (): void => {
      const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * rate) + 1);
      for (; sent < due; sent++) response.write(chunk({ content: ` ${stamp()}` }));
      if (sent < count && !response.destroyed) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { model } = JSON.parse(Buffer.concat(parts).toString()) as { model: string };
    const [kind, first, second] = model.split('-');
    response.socket?.setNoDelay(true);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: '' }));
    const sending =
      kind === 'paced'
        ? sendPaced(response, Number(first), Number(second))
        : sendFast(response, Number(first));
    void sending.then(() => response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
