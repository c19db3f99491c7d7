// The streaming tutorial in code: two tools, an agent, and two queues polled until the run is over.
// Run it with `npm run -s tutorial`.
import { setTimeout as delay } from 'node:timers/promises';
import {
  AgentModule,
  InputModule,
  OutputModule,
  configure,
  createEngine,
  defineFlow,
  functionTool,
  type RunEvent,
  type TokenEvent,
  type TraceEntry,
} from 'millrace';
import * as z from 'zod';

const unit = z
  .enum(['fahrenheit', 'celsius'])
  .default('fahrenheit')
  .describe('The unit of the temperature.');
const location = z.string().describe('The city and state, e.g. San Francisco, CA.');

const today: Readonly<Record<string, readonly [city: string, temperature: string, unit: string]>> =
  {
    tokyo: ['Tokyo', '10', 'celsius'],
    'san francisco': ['San Francisco', '72', 'fahrenheit'],
    paris: ['Paris', '22', 'celsius'],
  };

function lookUp(place: string): Readonly<Record<string, string>> {
  const key = Object.keys(today).find((city) => place.toLowerCase().includes(city));
  const found = key === undefined ? undefined : today[key];
  return found
    ? { location: found[0], temperature: found[1], unit: found[2] }
    : { location: place, temperature: 'unknown' };
}

const flow = defineFlow({
  name: 'Weather, in code',
  nodes: {
    question: new InputModule(),
    agent: configure(AgentModule, {
      connection: 'demo',
      instructions: 'Answer with the tools you have.',
    }),
    current: functionTool({
      name: 'get_current_weather',
      description: 'Get the current weather in a given location.',
      parameters: z.object({ location, unit }),
      run: (values) => JSON.stringify(lookUp(values.location)),
    }),
    forecast: functionTool({
      name: 'get_n_day_weather_forecast',
      description: 'Get an N-day weather forecast for a given location.',
      parameters: z.object({
        location,
        num_days: z.int().describe('The number of days to forecast.'),
        unit,
      }),
      run: (values) => JSON.stringify({ ...lookUp(values.location), num_days: values.num_days }),
    }),
    answer: new OutputModule(),
  },
  edges: [
    ['question.value', 'agent.prompt'],
    ['current.tool', 'agent.tools'],
    ['forecast.tool', 'agent.tools'],
    ['agent.text', 'answer.value'],
  ],
});

const engine = createEngine();
const run = engine.start({
  ...flow,
  input: "What's the weather like today in celsius in Tokyo and Paris.",
});
const output = run.queue('output');
const trace = run.queue('trace');

const ended = run.result.then(() => true);
let over: boolean;
do {
  over = await Promise.race([ended, delay(10, false)]);
  for (const { body } of output.dequeue() as readonly RunEvent<TokenEvent>[]) {
    if (body.type === 'text-delta') console.log('output:', body.text);
  }
  for (const { nodeId, body } of trace.dequeue() as readonly RunEvent<TraceEntry>[]) {
    if (body.type === 'span-finished') console.log('trace:', nodeId, JSON.stringify(body.output));
  }
} while (!over);
console.log('ret:', (await run.result).output);
await engine.close();
