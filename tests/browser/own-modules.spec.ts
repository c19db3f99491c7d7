import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from './app.ts';
import { expectAccessible } from './expect-accessible.ts';
import { runButton } from './screen.ts';

function shout(end: string): string {
  return `import { ModuleBase } from 'millrace';
import type { ModuleContext, PortValues } from 'millrace';

export class ShoutModule extends ModuleBase {
  static override readonly title = 'Shout';
  protected override forward(inputs: PortValues, context: ModuleContext): PortValues {
    const text = String(inputs['in']).toUpperCase() + '${end}';
    context.stream.text(text);
    return { out: text };
  }
}
`;
}

const flow = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'loud',
  name: 'Loud',
  description: '',
  nodes: {
    in: { kind: 'input', kindVersion: 1, title: 'Question', settings: { default: 'hey' } },
    shout: { kind: 'shout', kindVersion: 1, title: 'Loudly', settings: {} },
    out: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
  },
  edges: [
    { from: 'in.value', to: 'shout.in' },
    { from: 'shout.out', to: 'out.value' },
  ],
  layout: { in: [0, 0], shout: [300, 0], out: [600, 0] },
};

test('a module appears in the palette once its folder is trusted, and follows its file', async ({
  page,
  startHost,
}) => {
  const host = await startHost();
  const modules = join(dirname(host.flowPath), 'own');
  const source = join(modules, 'shout.ts');
  mkdirSync(modules);
  writeFileSync(source, shout('!'));
  writeFileSync(host.flowPath, JSON.stringify(flow));
  await host.letIn(page.context());
  await page.goto(`${host.origin}/`);
  await expect(runButton(page)).toBeEnabled();

  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Trust and own modules…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trust and own modules' });
  await dialog.getByLabel('Folder of modules').fill(modules);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog.locator('[data-module-folder="untrusted"]')).toContainText('own');
  await expectAccessible(page);
  const palette = page.getByRole('navigation', { name: 'Modules' });
  await expect(palette.getByText('Shout')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Trust while I edit' }).click();
  await expect(dialog.locator('[data-module-folder="trusted"]')).toContainText('shout');
  await page.keyboard.press('Escape');
  await expect(palette.getByText('Shout')).toBeVisible();

  // The flow reaches a module with all rights: it is from a file, and asks.
  await runButton(page).click();
  const ask = page.getByRole('dialog', { name: /Loud/ });
  await expect(ask.locator('[data-reach="module"]')).toContainText('shout');
  await ask.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('HEY!').first()).toBeVisible();

  // A mistake is shown with its line; the next right version runs.
  writeFileSync(source, 'export enum Volume { Loud }\n');
  const problems = page.getByRole('tab', { name: /Problems/ });
  await expect(problems).toContainText('1');
  await problems.click();
  await expect(page.getByText(/shout\.ts:1:\d+: TypeScript enum/)).toBeVisible();
  writeFileSync(source, shout(' again'));
  await expect(page.getByText(/TypeScript enum/)).toHaveCount(0);
  await runButton(page).click();
  await expect(page.getByText('HEY again').first()).toBeAttached();
});
