import type { ChatPart, ChatRequest, ToolSpec } from '../../../core/contracts/chat.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { createDemoModel } from '../../../core/models/demo/demo-model.ts';
import { collectParts } from '../chat-completions/collect-parts.ts';

function tool(
  name: string,
  description: string,
  properties: JsonObject,
  required: readonly string[] = Object.keys(properties),
): ToolSpec {
  return { name, description, parameters: { type: 'object', properties, required } };
}

const unit = { type: 'string', enum: ['fahrenheit', 'celsius'], default: 'fahrenheit' };
const location = {
  type: 'string',
  description: 'The city and state, for example San Francisco, CA.',
};

export const currentWeather = tool(
  'get_current_weather',
  'Get the current weather in a given location',
  { location, unit },
  ['location'],
);
export const forecast = tool(
  'get_n_day_weather_forecast',
  'Get an N-day weather forecast',
  { location, num_days: { type: 'integer', description: 'The number of days to forecast' }, unit },
  ['location', 'num_days'],
);
export const stock = tool('lookup_stock', 'Find the latest price of a share.', {
  ticker: { type: 'string' },
});
export const currency = tool('convert_currency', 'Converts an amount of money.', {
  amount: { type: 'number' },
  from: { type: 'string' },
  to: { type: 'string' },
});
export const flights = tool(
  'searchFlights',
  'Finds flights.',
  {
    origin: { type: 'string' },
    destination: { type: 'string' },
    cabinClass: { type: 'string', enum: ['economy', 'business'] },
    maxResults: { type: 'integer', description: 'How many results to return' },
  },
  ['origin', 'destination', 'cabinClass'],
);
export const population = tool('city_population', 'Number of inhabitants of a city', {
  city: { type: 'string' },
});
export const clock = tool('what_time', 'The time of day on this machine', {});
export const translate = tool('translate_text', 'Translates text', {
  text: { type: 'string' },
  target_language: { type: 'string' },
});
export const calculate = tool('calculate', 'Computes a formula', {
  expression: { type: 'string' },
});
export const average = tool('average', 'The mean of numbers', {
  numbers: { type: 'array', items: { type: 'number' } },
});

export const everyTool = [
  currentWeather,
  forecast,
  stock,
  currency,
  flights,
  population,
  clock,
  translate,
  calculate,
  average,
];

/** Runs one turn without any waiting. */
export async function runDemo(
  request: Partial<ChatRequest>,
  signal = new AbortController().signal,
): Promise<readonly ChatPart[]> {
  const parts: ChatPart[] = [];
  const whole = { model: 'demo-fast', messages: [], tools: [], ...request };
  for await (const batch of createDemoModel().stream(whole, signal)) parts.push(...batch);
  return parts;
}

/** Asks one question; gives the calls as `name(json)`, or the text when there are none. */
export async function ask(
  question: string,
  tools: readonly ToolSpec[],
): Promise<readonly string[]> {
  const turn = collectParts(
    await runDemo({ messages: [{ role: 'user', content: question }], tools }),
  );
  return turn.calls.length === 0
    ? [turn.text]
    : turn.calls.map((call) => `${call.name}(${call.arguments})`);
}
