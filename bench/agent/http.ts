// The limit: an agent in a few lines over bare node:http, nothing recorded.
import * as http from 'node:http';
import { measureAgent, question, tellWeather, tool } from './scenario.ts';

interface Delta {
  readonly content?: string;
  readonly tool_calls?: readonly {
    readonly index: number;
    readonly id?: string;
    readonly function: { readonly name?: string; readonly arguments?: string };
  }[];
}

const agent = new http.Agent({ keepAlive: true });

function ask(url: string, body: object, onDelta: (delta: Delta) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      authorization: 'Bearer none',
    };
    const request = http.request(`${url}/chat/completions`, { method: 'POST', agent, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        const lines = (rest + piece).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (!line.startsWith('data: {')) continue;
          const chunk = JSON.parse(line.slice(6)) as { choices: [{ delta: Delta }] };
          onDelta(chunk.choices[0].delta);
        }
      });
      response.on('end', resolve);
    });
    request.end(text);
  });
}

await measureAgent(async (url) => ({
  async run() {
    const messages: object[] = [{ role: 'user', content: question }];
    for (;;) {
      let content = '';
      const calls: { id: string; name: string; arguments: string }[] = [];
      await ask(url, { model: 'm', stream: true, messages, tools: [tool] }, (delta) => {
        content += delta.content ?? '';
        for (const piece of delta.tool_calls ?? []) {
          const call = (calls[piece.index] ??= { id: '', name: '', arguments: '' });
          call.id += piece.id ?? '';
          call.name += piece.function.name ?? '';
          call.arguments += piece.function.arguments ?? '';
        }
      });
      if (calls.length === 0) return content;
      messages.push({
        role: 'assistant',
        tool_calls: calls.map(({ id, ...named }) => ({ id, type: 'function', function: named })),
      });
      for (const call of calls) {
        const { city } = JSON.parse(call.arguments) as { city: string };
        messages.push({ role: 'tool', tool_call_id: call.id, content: tellWeather(city) });
      }
    }
  },
  async firstToken() {
    const started = performance.now();
    let ms = 0;
    const body = { model: 'first', stream: true, messages: [{ role: 'user', content: question }] };
    await ask(url, body, () => (ms ||= performance.now() - started));
    return ms;
  },
}));
