import { expect, test } from './app.ts';
import { stallingFlow } from './flows.ts';
import { node, output, runButton, runStatus, stateOf, stopButton } from './screen.ts';

const ways = [
  { by: 'the button', stop: 'click' },
  { by: 'Esc', stop: 'key' },
] as const;

for (const { by, stop } of ways) {
  test(`${by} stops a run within a second, and the next one can start`, async ({ page, app }) => {
    await app.open(stallingFlow());
    const model = node(page, 'Model');
    await runButton(page).click();
    await expect(stateOf(model)).toHaveText('streaming');
    await expect(output(page)).toContainText('You asked');
    if (stop === 'click') await stopButton(page).click();
    else await page.keyboard.press('Escape');
    await expect(runStatus(page)).toHaveText('The run was stopped.', { timeout: 1_000 });
    await expect(stateOf(model)).toHaveText('stopped');
    await expect(stopButton(page)).toBeDisabled();
    await expect(output(page)).toContainText('You asked');

    await runButton(page).click();
    await expect(runStatus(page)).toHaveText('The run has started.');
    await expect(stateOf(model)).toHaveText('streaming');
    await stopButton(page).click();
    await expect(runButton(page)).toBeEnabled();
  });
}
