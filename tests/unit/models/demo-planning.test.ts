import { describe, expect, test } from 'vitest';
import {
  ask,
  average,
  calculate,
  clock,
  currency,
  currentWeather,
  everyTool,
  flights,
  forecast,
  population,
  stock,
  translate,
} from './demo-tools.ts';

const weather = [currentWeather, forecast];

describe('the demo model takes calls from questions', () => {
  test.each([
    [
      "What's the weather like today in celsius in Tokyo and Paris.",
      [
        'get_current_weather({"location":"Tokyo","unit":"celsius"})',
        'get_current_weather({"location":"Paris","unit":"celsius"})',
      ],
    ],
    [
      'Weather in Nairobi, Ulaanbaatar and Rio de Janeiro?',
      ['Nairobi', 'Ulaanbaatar', 'Rio de Janeiro'].map(
        (city) => `get_current_weather({"location":"${city}","unit":"fahrenheit"})`,
      ),
    ],
    [
      'What will the weather be in Oslo for the next 3 days, in celsius?',
      ['get_n_day_weather_forecast({"location":"Oslo","num_days":3,"unit":"celsius"})'],
    ],
    [
      'A five-day forecast for New York, NY please',
      ['get_n_day_weather_forecast({"location":"New York, NY","num_days":5,"unit":"fahrenheit"})'],
    ],
    [
      'weather in tokyo and paris',
      ['tokyo', 'paris'].map(
        (city) => `get_current_weather({"location":"${city}","unit":"fahrenheit"})`,
      ),
    ],
    [
      '东京和巴黎今天的天气怎么样？用摄氏度',
      ['东京', '巴黎'].map(
        (city) => `get_current_weather({"location":"${city}","unit":"celsius"})`,
      ),
    ],
    [
      '北京、呼和浩特和上海未来三天的天气预报',
      ['北京', '呼和浩特', '上海'].map(
        (city) =>
          `get_n_day_weather_forecast({"location":"${city}","num_days":3,"unit":"fahrenheit"})`,
      ),
    ],
    [
      'What is the current weather in Tokyo and the forecast for the next 5 days?',
      [
        'get_current_weather({"location":"Tokyo","unit":"fahrenheit"})',
        'get_n_day_weather_forecast({"location":"Tokyo","num_days":5,"unit":"fahrenheit"})',
      ],
    ],
  ])('two weather tools: %s', async (question, calls) => {
    expect(await ask(question, weather)).toEqual(calls);
  });

  test.each([
    [
      'What are the prices of ZQX, MSFT and GE shares?',
      ['ZQX', 'MSFT', 'GE'].map((name) => `lookup_stock({"ticker":"${name}"})`),
    ],
    ['Convert 1,250.5 USD to EUR', ['convert_currency({"amount":1250.5,"from":"USD","to":"EUR"})']],
    ['How much is 40 GBP in JPY?', ['convert_currency({"amount":40,"from":"GBP","to":"JPY"})']],
    [
      'Search flights to Lima from Quito in business class, 5 results',
      [
        'searchFlights({"origin":"Quito","destination":"Lima","cabinClass":"business","maxResults":5})',
      ],
    ],
    [
      'How many inhabitants has the city of Ulaanbaatar?',
      ['city_population({"city":"Ulaanbaatar"})'],
    ],
    ['What time is it?', ['what_time({})']],
    [
      'Translate "Good morning, Tom. How are you?" to French',
      ['translate_text({"text":"Good morning, Tom. How are you?","target_language":"French"})'],
    ],
    ['calculate 12 * (3 + 4)', ['calculate({"expression":"12 * (3 + 4)"})']],
    ['What is the average of 3, 5 and 10?', ['average({"numbers":[3,5,10]})']],
    [
      "What's the weather in Accra and what's the price of NVDA?",
      [
        'get_current_weather({"location":"Accra","unit":"fahrenheit"})',
        'lookup_stock({"ticker":"NVDA"})',
      ],
    ],
  ])('ten tools: %s', async (question, calls) => {
    expect(await ask(question, everyTool)).toEqual(calls);
  });

  test('the order in which tools are wired does not matter', async () => {
    const question = 'Convert 100 USD to EUR';
    expect(await ask(question, everyTool.toReversed())).toEqual(await ask(question, everyTool));
  });

  test('a question that fits no tool is answered in words', async () => {
    const [text = ''] = await ask('Who wrote Hamlet?', [...weather, stock, currency]);
    expect(text).toContain('Who wrote Hamlet?');
    expect(text).toContain('simulated');
  });

  test('a missing argument is asked for', async () => {
    const [text = ''] = await ask('What is the weather?', [currentWeather]);
    expect(text).toMatch(/get_current_weather.*location/);
  });

  test('required enums and defaults fill in for what is not said', async () => {
    expect(await ask('Find flights from Berlin to Rome', [flights, population, clock])).toEqual([
      'searchFlights({"origin":"Berlin","destination":"Rome","cabinClass":"economy"})',
    ]);
  });

  test('tools without any schema get no arguments', async () => {
    const bare = { name: 'ring_bell', description: '', parameters: {} };
    expect(await ask('Ring the bell', [translate, calculate, average, bare])).toEqual([
      'ring_bell({})',
    ]);
  });
});
