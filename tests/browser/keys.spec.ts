import type { Page } from '@playwright/test';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import { dialects } from '../servers/chat-dialects.ts';
import { refuse } from '../servers/chat-server.ts';
import { expect, test as base } from './app.ts';
import { openDesktopApp } from './desktop-app.ts';
import type { DesktopApp } from './desktop-app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { chatFlow } from './flows.ts';
import { chooseInMenu, inspector, node, output, runToEnd } from './screen.ts';

const key = 'sk-very-secret-0123456789';

const test = base.extend<{ readonly openDesktop: OpenDesktop }>({
  // `app` fails its test for what the browser reports.
  openDesktop: async ({ page, host, app: _watched }, use) => {
    const apps: DesktopApp[] = [];
    await use(async (connection, connections) => {
      const app = await openDesktopApp(
        page,
        host,
        chatFlow({ connection, model: '' }),
        connections,
      );
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
  },
});

type OpenDesktop = (
  connection: string,
  connections: readonly ConnectionSettings[],
) => Promise<DesktopApp>;

const far: ConnectionSettings = { id: 'far', preset: 'groq', label: 'Far', defaultModel: 'm' };

function keyField(page: Page, name: string): ReturnType<Page['getByLabel']> {
  return page.getByRole('dialog').locator('input[type=password]').and(page.getByLabel(name));
}

test('the desktop stores a key in its key chain, and the connection is ready at once', async ({
  page,
  openDesktop,
}) => {
  const app = await openDesktop('far', [far]);
  await expect(node(page, 'Model')).toContainText('1 problem');
  await node(page, 'Model').click();
  await inspector(page).getByRole('button', { name: 'Add a key…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keys and connections' });
  const save = dialog.locator('form').getByRole('button', { name: 'Save' });
  await expect(dialog).toContainText('needs a key');
  await expect(save).toBeDisabled();
  await keyField(page, 'GROQ_API_KEY').fill(`  ${key} `);
  await save.click();
  await expect(dialog).toContainText(/GROQ_API_KEY\s*· stored/);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Far' })).toContainText('ready');
  expect(app.secrets.get('GROQ_API_KEY')).toBe(key);
  // Nothing that was typed stays in the page.
  await expect(keyField(page, 'GROQ_API_KEY')).toHaveValue('');
  expect(await page.content()).not.toContain(key);
  await expectAccessible(page);

  await keyField(page, 'GROQ_API_KEY').fill('sk-another-one-0123');
  await keyField(page, 'GROQ_API_KEY').press('Enter');
  await expect.poll(() => app.secrets.get('GROQ_API_KEY')).toBe('sk-another-one-0123');
  await dialog.getByRole('button', { name: 'Remove GROQ_API_KEY' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Far' })).toContainText(
    'needs a key',
  );
  expect(app.secrets.size).toBe(0);
});

test('a stored key goes with the requests of a run, and a key of nobody can be removed', async ({
  page,
  openDesktop,
  models,
}) => {
  models.answerWith(({ headers }) =>
    headers.authorization === `Bearer ${key}`
      ? { chunks: dialects.openai({ text: ['Come in.'] }) }
      : refuse(401, 'Incorrect API key provided'),
  );
  const house = { id: 'house', baseUrl: models.url, keyName: 'HOUSE_API_KEY', defaultModel: 'm' };
  const app = await openDesktop('house', [house]);
  app.secrets.set('OLD_API_KEY', 'nobody-asks-for-it');
  await chooseInMenu(page, 'Keys and connections');
  const dialog = page.getByRole('dialog', { name: 'Keys and connections' });
  await dialog.getByRole('button', { name: /^house/ }).click();
  await keyField(page, 'HOUSE_API_KEY').fill(key);
  await keyField(page, 'HOUSE_API_KEY').press('Enter');
  await expect(dialog).toContainText(/HOUSE_API_KEY\s*· stored/);
  await dialog.getByRole('button', { name: /^Other stored keys/ }).click();
  await dialog.getByRole('button', { name: 'Remove OLD_API_KEY' }).click();
  await expect(dialog).not.toContainText('OLD_API_KEY');
  expect([...app.secrets.keys()]).toEqual(['HOUSE_API_KEY']);
  await page.keyboard.press('Escape');
  await runToEnd(page);
  await expect(output(page)).toContainText('Come in.');
});

test('a key that cannot be stored, and a system that only obscures keys, are told of', async ({
  page,
  openDesktop,
}) => {
  const app = await openDesktop('far', [far]);
  app.protection = 'weak';
  app.failNext('The key could not be written.');
  await chooseInMenu(page, 'Keys and connections');
  const dialog = page.getByRole('dialog', { name: 'Keys and connections' });
  await dialog.getByRole('button', { name: /^Far/ }).click();
  await keyField(page, 'GROQ_API_KEY').fill(key);
  await keyField(page, 'GROQ_API_KEY').press('Enter');
  await expect(dialog).toContainText('The key could not be written.');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Far' })).toContainText(
    'needs a key',
  );
  await expect(dialog).toContainText('This computer offers no key chain. A stored key is only');
  expect(app.secrets.size).toBe(0);
});
