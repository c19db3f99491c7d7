// The bare openai package: an agent as its documentation shows one, nothing recorded.
import OpenAI from 'openai';
import { measureAgent, question, tellWeather, tool } from './scenario.ts';

await measureAgent(async (baseURL) => {
  const client = new OpenAI({ baseURL, apiKey: 'none' });
  return {
    async run() {
      const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
      for (;;) {
        const stream = await client.chat.completions.create({
          model: 'm',
          stream: true,
          messages,
          tools: [tool],
        });
        let content = '';
        const calls: { id: string; name: string; arguments: string }[] = [];
        for await (const chunk of stream) {
          const delta = chunk.choices[0]?.delta;
          content += delta?.content ?? '';
          for (const piece of delta?.tool_calls ?? []) {
            const call = (calls[piece.index] ??= { id: '', name: '', arguments: '' });
            call.id += piece.id ?? '';
            call.name += piece.function?.name ?? '';
            call.arguments += piece.function?.arguments ?? '';
          }
        }
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
      const stream = await client.chat.completions.create({
        model: 'first',
        stream: true,
        messages: [{ role: 'user', content: question }],
      });
      for await (const _ of stream) ms ||= performance.now() - started;
      return ms;
    },
  };
});
