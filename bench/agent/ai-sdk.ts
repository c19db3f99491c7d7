// The ai package's streamText with a tool, after `npm install` in bench/peers.
import * as z from 'zod';
import { importPeer } from '../peers.ts';
import { measureAgent, question, tellWeather, tool } from './scenario.ts';

const { stepCountIs, streamText, tool: defineTool } = await importPeer('ai');
const { createOpenAICompatible } = await importPeer('@ai-sdk/openai-compatible');

await measureAgent(async (baseURL) => {
  const provider = createOpenAICompatible({ name: 'bench', baseURL, apiKey: 'none' });
  const weather = defineTool({
    description: tool.function.description,
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }: { readonly city: string }) => tellWeather(city),
  });
  return {
    async run() {
      const { textStream } = streamText({
        model: provider('m'),
        prompt: question,
        tools: { [tool.function.name]: weather },
        stopWhen: stepCountIs(4),
      });
      let text = '';
      for await (const piece of textStream as AsyncIterable<string>) text += piece;
      return text;
    },
    async firstToken() {
      const started = performance.now();
      let ms = 0;
      const { textStream } = streamText({ model: provider('first'), prompt: question });
      for await (const _ of textStream) ms ||= performance.now() - started;
      return ms;
    },
  };
});
