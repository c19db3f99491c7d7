import { expect, test } from './app.ts';
import { flowText } from './flows.ts';
import { runButton, traceDetail, traceSteps } from './screen.ts';

const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const images = [
  { type: 'image', mediaType: 'image/png', name: 'dot.png', data: dot },
  // An address must not be fetched only because somebody looks at a value.
  { type: 'image', mediaType: 'image/png', url: 'https://example.com/a.png' },
];

test('the trace shows the images of a value, and fetches none', async ({ page, app }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await app.open(
    flowText({
      nodes: {
        pictures: {
          kind: 'constant',
          title: 'Pictures',
          settings: { type: 'json', value: JSON.stringify(images) },
          at: [0, 0],
        },
        out: { kind: 'output', title: 'Result', at: [320, 0] },
      },
      wires: ['pictures.value -> out.value'],
    }),
  );
  await runButton(page).click();
  await traceSteps(page).filter({ hasText: 'Pictures' }).click();
  const shown = traceDetail(page).getByRole('img', { name: 'dot.png' });
  await expect(shown).toBeVisible();
  await expect(traceDetail(page).getByRole('img')).toHaveCount(1);
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  expect(asked.filter((url) => url.includes('example.com'))).toEqual([]);
});
