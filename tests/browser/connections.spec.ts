import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Locator, Page } from '@playwright/test';
import { connectionPresets } from '../../core/model/connection-presets.ts';
import { dialects } from '../servers/chat-dialects.ts';
import { refuse, startChatServer } from '../servers/chat-server.ts';
import type { ChatScript, ChatServer } from '../servers/chat-server.ts';
import { expect, test as base } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { chooseInMenu, chooseOption, inspector, node, output, runToEnd } from './screen.ts';

/** A model server of this test alone, which lists two models, streams, and calls the tools it is given. */
const test = base.extend<{ readonly house: ChatServer }>({
  house: async ({ browserName: _browser }, use) => {
    const server = await startChatServer(answerWell);
    await use(server);
    await server.close();
  },
});

const answerWell: ChatScript = ({ path, headers, body }) => {
  if (headers.authorization === 'Bearer wrong') return refuse(401, 'Incorrect API key provided');
  if (path.endsWith('/models')) {
    const data = [{ id: 'tiny-1', context_length: 8_192 }, { id: 'tiny-2' }];
    return { contentType: 'application/json', chunks: [JSON.stringify({ data })] };
  }
  const [tool] = body.tools ?? [];
  return {
    chunks:
      tool === undefined
        ? dialects.openai({ text: ['The race ', 'feeds the ', 'wheel.'] })
        : dialects.openai({
            calls: [{ id: 'call_1', name: tool.function.name, arguments: '{"number":7}' }],
          }),
  };
};

function screen(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Keys and connections' });
}

function list(page: Page): Locator {
  return screen(page).getByRole('navigation', { name: 'Connections' });
}

function field(page: Page, name: string): Locator {
  return screen(page).getByRole('textbox', { name, exact: true });
}

function press(page: Page, name: string | RegExp): Promise<void> {
  return screen(page).getByRole('button', { name, exact: true }).click();
}

async function addHouse(page: Page, url: string): Promise<void> {
  await press(page, 'Add a connection');
  await press(page, /^vLLM/);
  await field(page, 'Label').fill('House');
  await field(page, 'Id').fill('house');
  await field(page, 'Base URL').fill(url);
}

test('what is built in is shown with what it needs, and cannot be changed', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(chatFlow({ connection: 'openai' }), await startHost());
  await expect(node(page, 'Model')).toContainText('1 problem');
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'How to add a key…' }).click();
  await expect(screen(page)).toContainText('OPENAI_API_KEY, OPENAI_BASE_URL');
  await expect(list(page).getByRole('listitem')).toContainText([
    'Add a connection',
    /Demo model.*ready/,
    /OpenAI-compatible.*needs a key/,
  ]);
  await expect(screen(page).getByRole('textbox')).toHaveCount(0);
  await expect(screen(page).getByRole('button', { name: 'Remove' })).toHaveCount(0);
  await press(page, 'Test connection');
  await expect(screen(page).getByRole('region', { name: 'What the test found' })).toContainText(
    /It does not work yet\.Settings.*OPENAI_API_KEY is not set/,
  );
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(screen(page)).toHaveCount(0);
});

test('a test that takes long is cancelled, here and at the model server', async ({
  page,
  app,
  startHost,
}) => {
  const silent = await startChatServer(() => ({
    chunks: (async function* (): AsyncGenerator<string> {
      await new Promise(() => {});
      yield '';
    })(),
  }));
  await app.open(chatFlow({ model: '' }), await startHost());
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Manage connections…' }).click();
  await addHouse(page, silent.url);
  await press(page, 'Test connection');
  await expect(screen(page).getByRole('button', { name: 'Testing…' })).toBeDisabled();
  await expect.poll(() => silent.requests.length).toBe(1);
  await expectAccessible(page);
  await press(page, 'Cancel test');
  await expect(screen(page).getByRole('button', { name: 'Test connection' })).toBeEnabled();
  await silent.requests[0]?.disconnected;
  await expect(screen(page).getByRole('region', { name: 'What the test found' })).toHaveCount(0);
  await silent.close();
});

test('a connection is added by preset, tested, used by a run, changed and removed', async ({
  page,
  app,
  startHost,
  house,
}) => {
  await app.open(chatFlow({ model: '' }), await startHost());
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Manage connections…' }).click();
  await addHouse(page, house.url);
  await expect(list(page).getByRole('listitem').filter({ hasText: 'House' })).toContainText(
    'not saved yet',
  );
  await press(page, 'List models');
  await press(page, /^tiny-1\s*8,192 tokens of context$/);
  await expect(field(page, 'Default model')).toHaveValue('tiny-1');
  await press(page, 'Test connection');
  const report = screen(page).getByRole('region', { name: 'What the test found' });
  await expect(report.getByRole('status')).toContainText('tiny-1');
  await expect(report.getByRole('listitem')).toContainText([
    /Address.*The endpoint answers\..*ms/,
    /Models.*It lists 2 models\./,
    /Key/,
    /Answer.*“tiny-1” answers\./,
    /Streaming/,
    /Tools.*It calls tools\./,
  ]);
  await expectAccessible(page);
  await press(page, 'Save');
  await expect(list(page).getByRole('listitem').filter({ hasText: 'House' })).toContainText(
    'ready',
  );
  await page.keyboard.press('Escape');

  await chooseOption(page, 'Connection', /^House/);
  await runToEnd(page);
  await expect(output(page)).toContainText('The race feeds the wheel.');
  expect(house.requests.at(-1)?.body.model).toBe('tiny-1');

  await inspector(page).getByRole('button', { name: 'Manage connections…' }).click();
  await expect(field(page, 'Label')).toHaveValue('House');
  await field(page, 'Label').fill('Mill house');
  await press(page, 'Save');
  await expect(inspector(page).locator('[role=combobox]').first()).toContainText('Mill house');
  await press(page, 'Remove');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(list(page)).not.toContainText('Mill house');
  await page.keyboard.press('Escape');
  await expect(inspector(page)).toContainText('There is no connection named “house”.');
});

test('a wrong key, and a key that is not set, say what to do', async ({
  page,
  app,
  startHost,
  house,
}) => {
  await app.open(chatFlow(), await startHost({ WRONG_API_KEY: 'wrong' }));
  await chooseInMenu(page, 'Keys and connections');
  await addHouse(page, house.url);
  await field(page, 'Name of the key').fill('sk-12345');
  await expect(screen(page)).toContainText('The name of a secret ends in KEY');
  await expect(screen(page).getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await field(page, 'Name of the key').fill('WRONG_API_KEY');
  await expect(screen(page)).toContainText('reads this key from the variable WRONG_API_KEY');
  await press(page, 'Test connection');
  const report = screen(page).getByRole('region', { name: 'What the test found' });
  await expect(report).toContainText(/It does not work yet\..*did not accept the key/);
  await expect(report.getByRole('img', { name: 'failed' })).toBeVisible();
  expect(await page.content()).not.toContain('Bearer');
});

test('what cannot be used is told at its field as it is typed, and nothing typed is lost unasked', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(chatFlow(), await startHost());
  await chooseInMenu(page, 'Keys and connections');
  await press(page, 'Add a connection');
  await press(page, /^Azure OpenAI/);
  await expect(field(page, 'Base URL')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'Base URL').fill('https://models.example/openai?x=1');
  await expect(screen(page)).toContainText('No “?” or “#” here.');
  await field(page, 'Base URL').fill('https://models.example/openai/');
  await field(page, 'Id').fill('demo');
  await expect(screen(page)).toContainText('Another connection has this id.');
  await field(page, 'Id').fill('azure');
  await press(page, 'Advanced');
  await field(page, 'Further tries').fill('many');
  await expect(field(page, 'Further tries')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'Further tries').fill('3');
  await screen(page).getByRole('combobox', { name: 'Text begins in reasoning' }).click();
  await page.getByRole('option', { name: 'Yes' }).click();
  await press(page, 'Add a header');
  await field(page, 'Name').fill('api-key');
  await field(page, 'Value').fill('x');
  await expect(screen(page)).toContainText('“api-key” carries a key');
  await screen(page)
    .getByRole('switch', { name: 'The value is the name of a secret' })
    .first()
    .click();
  await field(page, 'Name of a secret').fill('AZURE_KEY');
  await expect(screen(page).getByRole('button', { name: 'Save', exact: true })).toBeEnabled();
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Close without saving?' });
  await question.getByRole('button', { name: 'Go on editing' }).click();
  await expect(field(page, 'Base URL')).toHaveValue('https://models.example/openai/');
  await press(page, 'Save');
  await expect(list(page).getByRole('listitem').filter({ hasText: 'Azure OpenAI' })).toContainText(
    'needs a key',
  );
  await page.keyboard.press('Escape');
  await expect(screen(page)).toHaveCount(0);
  await chooseInMenu(page, 'Keys and connections');
  await list(page)
    .getByRole('button', { name: /^Azure OpenAI/ })
    .click();
  await press(page, 'Advanced');
  await expect(field(page, 'Further tries')).toHaveValue('3');
  await expect(
    screen(page).getByRole('combobox', { name: 'Text begins in reasoning' }),
  ).toContainText('Yes');
  await expect(field(page, 'Base URL')).toHaveValue('https://models.example/openai');
});

test('a connection’s own server starts once the person agrees, shows its output, and stops', async ({
  page,
  app,
  startHost,
}) => {
  await app.open(chatFlow(), await startHost());
  await chooseInMenu(page, 'Keys and connections');
  await addHouse(page, 'http://127.0.0.1:9/v1');
  await press(page, 'Local server');
  await field(page, 'Command').fill(process.execPath);
  await field(page, 'Arguments').fill(
    "-e\nconsole.log('loading weights'); setInterval(() => undefined, 1000)",
  );
  await press(page, 'Save');
  await press(page, 'Start');
  const question = page.getByRole('dialog', { name: 'Run this program on your machine?' });
  await expect(question).toContainText('loading weights');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Run it' }).click();
  const log = screen(page).getByRole('log', { name: 'Output of the server' });
  await expect(log).toContainText('loading weights');
  await expect(list(page)).toContainText('server starting');
  await press(page, 'Stop');
  await expect(screen(page).getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  // Agreed once: the same command is not asked about again.
  await press(page, 'Start');
  await expect(screen(page).getByRole('button', { name: 'Stop', exact: true })).toBeEnabled();
  await expect(question).toHaveCount(0);
  await press(page, 'Remove');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(list(page)).not.toContainText('House');
});

test('a server on a usual port is found and added with one click', async ({
  page,
  app,
  startHost,
}) => {
  const found = await listenOnUsualPort();
  test.skip(found === undefined, 'Every usual port of a local model server is taken here.');
  if (found === undefined) return;
  try {
    await app.open(chatFlow(), await startHost());
    await chooseInMenu(page, 'Keys and connections');
    await press(page, 'Add a connection');
    await press(page, 'Look for local servers');
    await press(page, new RegExp(`^Add .* at ${found.baseUrl}$`));
    await expect(field(page, 'Default model')).toHaveValue('found-model');
    await press(page, 'Save');
    await press(page, 'Add a connection');
    await press(page, 'Look for local servers');
    await press(page, /^reached by /);
    await expect(field(page, 'Default model')).toHaveValue('found-model');
  } finally {
    found.server.closeAllConnections();
    found.server.close();
  }
});

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1024, height: 700 }, colorScheme: 'light' });

  test('it speaks Chinese, is reached by keys, and nothing runs out of it', async ({
    page,
    app,
    startHost,
  }) => {
    await app.open(chatFlow(), await startHost());
    await chooseInMenu(page, 'Language', '简体中文');
    await page.getByRole('banner').getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '密钥与连接' }).click();
    const dialog = page.getByRole('dialog', { name: '密钥与连接' });
    await dialog.getByRole('button', { name: '添加连接' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Ollama/ }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: '保存', exact: true })).toBeInViewport({
      ratio: 1,
    });
    await dialog.getByRole('button', { name: '高级设置' }).click();
    await expect(dialog).toContainText('等待首个词元');
    await expectAccessible(page);
    const overflows = await dialog.evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(overflows).toBe(false);
  });
});

/** A model server where one is looked for; undefined where all those places are taken. */
async function listenOnUsualPort(): Promise<
  { readonly server: Server; readonly baseUrl: string } | undefined
> {
  for (const { kind, port, baseUrl } of connectionPresets) {
    if (kind !== 'local' || port === undefined || baseUrl === undefined) continue;
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'found-model' }] }));
    });
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return { server, baseUrl };
    } catch {
      server.close();
    }
  }
  return undefined;
}
