// The agent module in a flow, with its whole trace and every token in the record.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AgentModule,
  InputModule,
  OutputModule,
  configure,
  createEngine,
  defineFlow,
  functionTool,
} from 'millrace';
import * as z from 'zod';
import { measureAgent, question, tellWeather, tool } from './scenario.ts';

await measureAgent(async (baseUrl) => {
  const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'millrace-bench-'));
  const engine = createEngine({
    recordPath: join(folder, 'record.db'),
    env: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'none' },
  });
  const flow = defineFlow({
    name: 'agent',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'openai', model: 'm' }),
      weather: functionTool({
        name: tool.function.name,
        description: tool.function.description,
        parameters: z.object({ city: z.string() }),
        run: ({ city }) => tellWeather(city),
      }),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['weather.tool', 'agent.tools'],
      ['agent.text', 'answer.value'],
    ],
  });
  const model = engine.connections.open('openai');
  return {
    async run() {
      const { output } = await engine.start({ ...flow, input: question }).result;
      return typeof output === 'string' ? output : '';
    },
    async firstToken() {
      const started = performance.now();
      let ms = 0;
      const request = {
        model: 'first',
        messages: [{ role: 'user', content: question }],
        tools: [],
      } as const;
      for await (const _ of model.stream(request, new AbortController().signal)) {
        ms ||= performance.now() - started;
      }
      return ms;
    },
  };
});
