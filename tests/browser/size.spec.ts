import { exampleText, expect, test } from './app.ts';
import { flowText } from './flows.ts';
import {
  canvas,
  chooseInMenu,
  node,
  output,
  runStatus,
  runToEnd,
  stateOf,
  traceSteps,
  standStill,
} from './screen.ts';

test('fifty chats run side by side', async ({ page, app }) => {
  const chats = Array.from({ length: 50 }, (_, at) => at);
  await app.open(
    flowText({
      nodes: {
        question: { kind: 'input', title: 'Question', settings: { default: 'Who?' }, at: [0, 0] },
        ...Object.fromEntries(
          chats.map((at) => [
            `chat${at}`,
            {
              kind: 'llm',
              title: `Chat ${at}`,
              settings: { connection: 'demo', model: 'demo', instructions: `You are ${at}.` },
              at: [320 + (at % 10) * 280, Math.floor(at / 10) * 220] as const,
            },
          ]),
        ),
      },
      wires: chats.map((at) => `question.value -> chat${at}.prompt`),
    }),
  );
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(node(page, 'Chat 0'))).toHaveText('streaming');
  await expect(stateOf(node(page, 'Chat 49'))).toHaveText('streaming');
  await expect(runStatus(page)).toHaveText('The run is done.', { timeout: 30_000 });
  for (const at of [0, 17, 49]) {
    await expect(stateOf(node(page, `Chat ${at}`))).toHaveText('done');
    await expect(node(page, `Chat ${at}`)).toContainText('real answer');
  }
  await expect(output(page)).toContainText('simulated model');
  await expect(page.getByRole('tab', { name: /^Trace/ })).toHaveText('Trace51');
  await expect(traceSteps(page).first()).toBeVisible();
});

test('a flow of 120 nodes opens, moves and zooms', async ({ page, app }) => {
  const places = Array.from({ length: 120 }, (_, at) => at);
  await app.open(exampleText('chat'));
  const text = flowText({
    nodes: Object.fromEntries(
      places.map((at) => [
        `node${at}`,
        {
          kind: at === 0 ? 'input' : 'prompt',
          title: `Node ${at}`,
          settings: at === 0 ? { default: 'x' } : { template: `{{text}} ${at}` },
          at: [(at % 20) * 320, Math.floor(at / 20) * 200] as const,
        },
      ]),
    ),
    wires: places
      .slice(1)
      .map((at) => `node${at - 1}.${at === 1 ? 'value' : 'text'} -> node${at}.text`),
  });
  await app.open(text);
  await expect(node(page, 'Node 0')).toBeInViewport();
  await expect(node(page, 'Node 119')).toBeInViewport();
  await expect(node(page)).toHaveCount(120);
  await page.keyboard.press('0');
  await expect(page.getByRole('group', { name: 'Zoom' })).toContainText('100 %');
  const middle = await standStill(canvas(page));
  await page.mouse.move(middle.x + middle.width / 2, middle.y + middle.height / 2);
  for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(200, 100);
  await page.keyboard.press('1');
  await expect(node(page, 'Node 0')).toBeInViewport();
  await runToEnd(page);
  await expect(runStatus(page)).toHaveText('The run is done.');
  await chooseInMenu(page, 'New');
  await expect(node(page)).toHaveCount(0);
});

test('among 500 nodes in 25 containers a drag redraws nothing but what is dragged', async ({
  page,
  app,
}) => {
  const frames = Array.from({ length: 25 }, (_, at) => at);
  const corner = (at: number): readonly [number, number] => [
    (at % 5) * 1600,
    Math.floor(at / 5) * 1200,
  ];
  const framesWithNodes = frames.flatMap((at) => {
    const [left, top] = corner(at);
    const inside = Array.from({ length: 19 }, (_, index) => [
      `in${at}x${index}`,
      {
        kind: 'prompt',
        title: `In ${at} ${index}`,
        settings: { template: '{{text}}' },
        parent: `each${at}`,
        at: [left + 120 + (index % 4) * 320, top + 60 + Math.floor(index / 4) * 200] as const,
      },
    ]);
    const frame = { kind: 'map', title: `Each ${at}`, at: [left, top, 1500, 1100] as const };
    return [[`each${at}`, frame], ...inside];
  });
  await app.open(
    flowText({
      nodes: Object.fromEntries(framesWithNodes),
      wires: frames.flatMap((at) => [
        `each${at}.item -> in${at}x0.text`,
        ...Array.from(
          { length: 18 },
          (_, index) => `in${at}x${index}.text -> in${at}x${index + 1}.text`,
        ),
        `in${at}x18.text -> each${at}.result`,
      ]),
    }),
  );
  // From far the nodes are a picture; near, those in sight are elements.
  await expect(canvas(page).getByRole('img', { name: /^Overview of 500 nodes/ })).toBeVisible();
  await page.keyboard.press('0');
  const child = node(page, 'In 12 9');
  await expect(child).toBeInViewport();
  await expect(page.getByRole('group', { name: 'Zoom' })).toContainText('100 %');
  const box = await standStill(child);
  await page.evaluate(() => {
    const changed = new Set<string>();
    Object.assign(globalThis, { changedNodes: changed });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const id = element?.closest('.react-flow__node')?.getAttribute('data-id');
        if (id) changed.add(id);
      }
    }).observe(document.querySelector('.react-flow__nodes') as Element, {
      attributes: true,
      childList: true,
      subtree: true,
    });
  });
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
  for (let step = 1; step <= 20; step += 1) {
    await page.mouse.move(box.x + box.width / 2 + step * 2, box.y + 4 + step);
  }
  const changed = await page.evaluate(() => [
    ...(globalThis as unknown as { readonly changedNodes: ReadonlySet<string> }).changedNodes,
  ]);
  await page.mouse.up();
  expect(changed).toEqual(['in12x9']);
});
