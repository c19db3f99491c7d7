// An agent of @openai/agents, its tracing off, after `npm install` in bench/peers.
import OpenAI from 'openai';
import * as z from 'zod';
import { importPeer } from '../peers.ts';
import { measureAgent, question, tellWeather, tool } from './scenario.ts';

const {
  Agent,
  OpenAIChatCompletionsModel,
  run,
  setTracingDisabled,
  tool: defineTool,
} = await importPeer('@openai/agents');
setTracingDisabled(true);

await measureAgent(async (baseURL) => {
  const client = new OpenAI({ baseURL, apiKey: 'none' });
  const weather = defineTool({
    name: tool.function.name,
    description: tool.function.description,
    parameters: z.object({ city: z.string() }),
    execute: ({ city }: { readonly city: string }) => tellWeather(city),
  });
  const createAgent = (model: string, tools: readonly unknown[]) =>
    new Agent({ name: 'bench', model: new OpenAIChatCompletionsModel(client, model), tools });
  const agent = createAgent('m', [weather]);
  const plain = createAgent('first', []);
  return {
    async run() {
      const result = await run(agent, question, { stream: true });
      let text = '';
      for await (const piece of result.toTextStream() as AsyncIterable<string>) text += piece;
      return text;
    },
    async firstToken() {
      const started = performance.now();
      let ms = 0;
      const result = await run(plain, question, { stream: true });
      for await (const _ of result.toTextStream()) ms ||= performance.now() - started;
      return ms;
    },
  };
});
