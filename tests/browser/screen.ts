import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export function runButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Run', exact: true });
}

export function stopButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Stop', exact: true });
}

export function runInput(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Input of the run' });
}

/** What screen readers are told of the run. */
export function runStatus(page: Page): Locator {
  return page.getByRole('status', { name: 'State of the run' });
}

/** What the regions that screen readers follow say just now and that has these words in it. */
export function spokenWith(page: Page, words: string): Promise<readonly string[]> {
  return page
    .locator('[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]')
    .evaluateAll(
      (regions, wanted) =>
        regions
          .map((region) => {
            const heard = region.cloneNode(true) as Element;
            for (const silent of heard.querySelectorAll('[aria-live="off"]')) silent.remove();
            return heard.textContent;
          })
          .filter((text) => text.includes(wanted)),
      words,
    );
}

export function canvas(page: Page): Locator {
  return page.getByRole('region', { name: /^(Canvas|画布)$/ });
}

/** All nodes on the canvas, or the one with a title. */
export function node(page: Page, title?: string): Locator {
  const nodes = canvas(page).locator('.react-flow__node');
  return title === undefined
    ? nodes
    : nodes.filter({ has: page.locator('.node-title').getByText(title, { exact: true }) });
}

/** The word in a node's title bar that says how it stands. */
export function stateOf(nodeLocator: Locator): Locator {
  return nodeLocator.locator('.state-word');
}

export function inputPort(nodeLocator: Locator, label: string): Locator {
  return nodeLocator.getByLabel(new RegExp(`^Input ${label}:`));
}

export function outputPort(nodeLocator: Locator, label: string): Locator {
  return nodeLocator.getByLabel(new RegExp(`^Output ${label}:`));
}

/** All wires, or the one between two nodes. */
export function wire(page: Page, from?: string, to?: string): Locator {
  return from === undefined
    ? page.getByRole('group', { name: /^Wire from / })
    : page.getByRole('group', { name: `Wire from ${from} to ${to}`, exact: true });
}

export function palette(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Modules' });
}

export function paletteItem(page: Page, title: string): Locator {
  return palette(page).getByRole('button', { name: title, exact: true });
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Settings' });
}

/** Chooses from a list in the inspector. */
export async function chooseOption(
  page: Page,
  field: string,
  option: string | RegExp,
): Promise<void> {
  await inspector(page).getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

export function output(page: Page): Locator {
  return page.getByRole('log', { name: 'What the nodes said' });
}

export function traceSteps(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Steps of the run' }).getByRole('row');
}

/** The runs of the past, the newest first, with what was found in them under each. */
export function runRows(page: Page): Locator {
  return page.getByRole('grid', { name: 'Runs', exact: true }).getByRole('row');
}

/** Everything about the step that is selected in the trace. */
export function traceDetail(page: Page): Locator {
  return page.getByRole('region', { name: 'Selected step' });
}

export function unsavedMark(page: Page): Locator {
  return page.getByRole('img', { name: 'Unsaved changes' });
}

export async function showTab(
  page: Page,
  name: 'Output' | 'Problems' | 'Runs' | 'Speed' | 'Query',
): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Opens the menu and chooses an item, through its submenus if there are several names. */
export async function chooseInMenu(page: Page, ...names: readonly string[]): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Menu' }).click();
  for (const name of names) {
    // Not by its accessible name, which ends in its keys.
    const words = page.getByText(new RegExp(`^${name}…?$`));
    await page
      .getByRole('menuitem')
      .or(page.getByRole('menuitemradio'))
      .filter({ has: words })
      .click();
  }
}

/** Opens a copy of a flow that ships, from the gallery. */
export async function openTemplate(page: Page, name: string): Promise<void> {
  await chooseInMenu(page, 'New from template…');
  const gallery = page.getByRole('dialog', { name: 'New from template' });
  await gallery.getByRole('listitem').getByRole('button', { name, exact: true }).click();
}

export async function runToEnd(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(runStatus(page)).toHaveText(/done|failed/);
  await expect(runButton(page)).toBeEnabled();
}

/** Draws a wire by dragging from one handle to another. */
export async function drawWire(page: Page, from: Locator, to: Locator): Promise<void> {
  await pullWire(page, from, to);
  await page.mouse.up();
}

/** The same, with the button still down: what the app says of the target can be read. `beside` moves the start, px. */
export async function pullWire(
  page: Page,
  from: Locator,
  to: Locator,
  beside = { x: 0, y: 0 },
): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x + beside.x, start.y + beside.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
}

/** Drags a node by its title. */
export async function dragNode(
  page: Page,
  nodeLocator: Locator,
  by: { readonly x: number; readonly y: number },
): Promise<void> {
  const start = await middleOf(nodeLocator.locator('.node-title'));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + by.x / 2, start.y + by.y / 2, { steps: 3 });
  await page.mouse.move(start.x + by.x, start.y + by.y, { steps: 3 });
  await page.mouse.up();
}

/** Drags a kind from the palette to a place on the canvas, px from its top left corner. */
export async function dragKind(page: Page, title: string, x: number, y: number): Promise<void> {
  await paletteItem(page, title).dragTo(canvas(page), { targetPosition: { x, y } });
}

async function middleOf(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await standStill(locator);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A place on the screen, px from the window's top left corner. */
interface ScreenBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the one element is once it stands still: what was just undone, laid out or scrolled is drawn a little later. */
export async function standStill(locator: Locator): Promise<ScreenBox> {
  let box: ScreenBox | undefined;
  await expect(async () => {
    box = await locator.evaluate(
      (element) =>
        new Promise<ScreenBox | undefined>((resolve) => {
          let before = '';
          let pictures = 0;
          const look = (): void => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const now = [x, y, width, height].join(' ');
            pictures = now === before ? pictures + 1 : 0;
            before = now;
            if (!element.isConnected || (width === 0 && height === 0)) resolve(undefined);
            else if (pictures >= 2) resolve({ x, y, width, height });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
    );
    expect(box, 'a box on the screen').toBeDefined();
  }).toPass({ timeout: 10_000 });
  if (box === undefined) throw new Error('The thing is not on the screen.');
  return box;
}

/** Where a node stands, whole px: from the window's top left corner, or from another node's. */
export async function placeOf(
  nodeLocator: Locator,
  from?: Locator,
): Promise<readonly [number, number]> {
  const box = await standStill(nodeLocator);
  const origin = from === undefined ? { x: 0, y: 0 } : await standStill(from);
  return [Math.round(box.x - origin.x), Math.round(box.y - origin.y)];
}

export async function undo(page: Page): Promise<void> {
  await page.keyboard.press('Control+z');
}

export async function redo(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+z');
}

/** Adds an input, a chat model and an output by keys alone; the last one is selected no longer. */
export async function addThreeNodes(page: Page): Promise<void> {
  for (const [letters, title] of [
    ['input', 'Input'],
    ['chat', 'Chat model'],
    ['output', 'Output'],
  ] as const) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('combobox', { name: 'Add a module' })).toBeFocused();
    await page.keyboard.type(letters);
    await page.keyboard.press('Enter');
    await expect(node(page, title)).toHaveClass(/selected/);
    await page.keyboard.press('Escape');
  }
}
