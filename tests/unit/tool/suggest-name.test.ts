import { expect, test } from 'vitest';
import { suggestName } from '../../../core/modules/tool/suggest-name.ts';

const known = ['get_current_weather', 'get_n_day_weather_forecast', 'add', 'web_search'];

test.each([
  ['get_curent_weather', 'get_current_weather'],
  ['getCurrentWeather', 'get_current_weather'],
  ['GET-CURRENT-WEATHER', 'get_current_weather'],
  ['get_weather_forecast', 'get_n_day_weather_forecast'],
  ['websearch', 'web_search'],
  ['ad', 'add'],
  ['sub', undefined],
  ['send_email', undefined],
  ['', undefined],
])('%s → %s', (name, expected) => {
  expect(suggestName(name, known)).toBe(expected);
});

test('nothing is suggested where nothing is known', () => {
  expect(suggestName('add', [])).toBeUndefined();
});
