import { readFileSync } from 'node:fs';
import { exampleText, expect, test } from './app.ts';
import {
  chooseInMenu,
  node,
  openTemplate,
  output,
  runStatus,
  runToEnd,
  stateOf,
  traceSteps,
} from './screen.ts';

test('an example runs the flow that lies beside it, and shows what goes on in it', async ({
  page,
  app,
}) => {
  await app.open(exampleText('chat'));
  await openTemplate(page, 'Sub-flow in a file');
  const french = node(page, 'In French');
  await expect(french).toContainText('translate.flow.json');
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await expect(stateOf(french)).toHaveText('done');
  await expect(output(page)).toContainText('Translate into German: The wheel turns.');
  await expect(traceSteps(page).filter({ hasText: 'Translator' })).toHaveCount(2);
});

test('a flow that was picked in the browser says what to do, since nobody knows where it is', async ({
  page,
  app,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
  await app.open(exampleText('chat'));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    chooseInMenu(page, 'Open…'),
  ]);
  const text = readFileSync('examples/sub-flow-file.flow.json');
  await chooser.setFiles({ name: 'mine.flow.json', mimeType: 'application/json', buffer: text });
  await node(page, 'In French').click();
  await expect(page.getByText('“millrace web FILE”').first()).toBeVisible();
});
