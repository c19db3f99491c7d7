import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bootShell } from './boot-shell.ts';
import type { BootedShell } from './boot-shell.ts';

const [save, discard, cancel] = [0, 1, 2];

/** A page that carries out "save" as the renderer does: saves, then says that nothing is unsaved. */
function actAsPage({ api }: BootedShell): string[] {
  const commands: string[] = [];
  api().onCommand((command) => {
    commands.push(command);
    if (command !== 'save') return;
    void api()
      .saveFile({ name: 'mine.flow.json', text: '{}' }, { saveAs: false })
      .then((answer) => {
        if (answer.ok && answer.value !== null) api().setUnsaved(false);
      });
  });
  return commands;
}

async function bootUnsaved(): Promise<BootedShell & { readonly commands: string[] }> {
  const shell = await bootShell();
  const commands = actAsPage(shell);
  shell.api().setDocument({ name: 'mine.flow.json' });
  shell.api().setUnsaved(true);
  await shell.waitUntil('the window knows', () => shell.window().shown.edited);
  return { ...shell, commands };
}

describe('closing a window', () => {
  test('without unsaved work it closes and the app ends', async () => {
    const { window, fake, waitUntil } = await bootShell();
    window().close();
    await waitUntil('the app has ended', () => fake.exitCode === 0);
    expect(fake.messageBoxes).toEqual([]);
  });

  test('"Save" saves, then closes', async () => {
    const { window, fake, folder, waitUntil, commands } = await bootUnsaved();
    expect(window().shown.title).toBe('• mine.flow.json – Millrace');
    fake.messageBoxAnswers.push(save);
    fake.saveAnswers.push(join(folder, 'mine.flow.json'));
    window().close();
    await waitUntil('the app has ended', () => fake.exitCode === 0);
    expect(commands).toEqual(['save']);
    expect(fake.messageBoxes[0]).toMatchObject({
      message: 'Save the changes to “mine.flow.json”?',
      buttons: ['Save', 'Don’t save', 'Cancel'],
      cancelId: 2,
    });
  });

  test('"Save" with the place cancelled keeps the window', async () => {
    const { window, fake, waitUntil, api } = await bootUnsaved();
    fake.messageBoxAnswers.push(save);
    fake.saveAnswers.push(undefined);
    window().close();
    await waitUntil('the save dialog was shown', () => fake.saveDialogs.length === 1);
    // A later save of the person's own must not close the window.
    api().setUnsaved(false);
    await waitUntil('the window knows', () => !window().shown.edited);
    expect([fake.windows.length, fake.exitCode]).toEqual([1, undefined]);
  });

  test('"Don’t save" closes, "Cancel" stays, and a second wish to close asks once', async () => {
    const { window, fake, waitUntil } = await bootUnsaved();
    fake.messageBoxAnswers.push(cancel, discard);
    window().close();
    window().close();
    await waitUntil('it asked', () => fake.messageBoxes.length === 1);
    expect(fake.windows).toHaveLength(1);
    await waitUntil('the answer is in', () => fake.messageBoxAnswers.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    window().close();
    await waitUntil('the app has ended', () => fake.exitCode === 0);
    expect(fake.messageBoxes).toHaveLength(2);
  });

  test('quit goes on after "Don’t save" and is off after "Cancel"', async () => {
    const { app, fake, waitUntil } = await bootUnsaved();
    fake.messageBoxAnswers.push(cancel, discard);
    app.quit();
    await waitUntil('the answer is in', () => fake.messageBoxAnswers.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect([fake.windows.length, fake.exitCode]).toEqual([1, undefined]);
    app.quit();
    await waitUntil('the app has ended', () => fake.exitCode === 0);
  });

  test('a log-off waits while work is unsaved', async () => {
    const { window, api, waitUntil } = await bootUnsaved();
    const { emitPreventable } = await import('./fake/state.ts');
    expect(emitPreventable(window(), 'query-session-end').prevented).toBe(true);
    expect(emitPreventable(window().webContents, 'will-prevent-unload').prevented).toBe(true);
    api().setUnsaved(false);
    await waitUntil('the window knows', () => !window().shown.edited);
    expect(emitPreventable(window(), 'query-session-end').prevented).toBe(false);
  });
});

test('the title and the path follow the document', async () => {
  const { window, api, fake, folder, waitUntil } = await bootShell();
  const path = join(folder, 'shown.flow.json');
  await writeFile(path, '{}');
  fake.openAnswers.push(path);
  const answer = await api().openFile();
  const handle = answer.ok ? answer.value?.handle : undefined;
  api().setDocument({ name: 'shown.flow.json', ...(handle === undefined ? {} : { handle }) });
  await waitUntil('the path shows', () => window().shown.path === path);
  expect(window().shown.title).toBe('shown.flow.json – Millrace');
});

test('a run keeps the computer awake and shows progress until it ends', async () => {
  const { window, api, fake, waitUntil } = await bootShell();
  api().setRunning(2);
  await waitUntil('progress shows', () => window().shown.progress === 2);
  expect(fake.powerSaveBlockers.size).toBe(1);
  api().setRunning(0);
  await waitUntil('progress is gone', () => window().shown.progress === -1);
  expect(fake.powerSaveBlockers.size).toBe(0);
});
