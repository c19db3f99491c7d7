import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import type { EngineControl } from '../../electron/shared/engine-messages.ts';
import { bootShell } from './boot-shell.ts';
import type { BootedShell } from './boot-shell.ts';

const engineScript = fileURLToPath(new URL('programs/echo-engine.ts', import.meta.url));
const value = 'sk-very-secret-0123456789';

function received({ engine }: BootedShell): EngineControl[] {
  return engine().received as EngineControl[];
}

describe('secrets', () => {
  test('rest encrypted, reach the engine at once and at each start, never the page', async () => {
    const shell = await bootShell({ engineScript });
    const { api, fake, folder, waitUntil } = shell;
    expect(await api().setSecret('OPENAI_API_KEY', value)).toEqual({
      ok: true,
      value: { protection: 'keychain', secrets: [{ name: 'OPENAI_API_KEY', set: true }] },
    });
    const path = join(folder, 'desktop', 'secrets.json');
    const stored = await readFile(path, 'utf8');
    expect(stored).not.toContain(value);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await waitUntil('the engine has it', () =>
      received(shell).some(
        (message) => message.type === 'secrets' && message.secrets['OPENAI_API_KEY'] === value,
      ),
    );
    shell.engine().crash();
    await waitUntil(
      'a new engine has started',
      () => fake.engines.length === 2 && received(shell).length > 0,
    );
    expect(received(shell)[0]).toMatchObject({ type: 'start', secrets: { OPENAI_API_KEY: value } });
    await api().listSecrets();
    const toPage = fake.wire.filter(({ direction }) => direction === 'to-page');
    expect(JSON.stringify(toPage)).not.toContain(value);
    expect(JSON.stringify(fake.engines.map(({ options }) => options))).not.toContain(value);
    expect(await api().setSecret('OPENAI_API_KEY', null)).toMatchObject({ value: { secrets: [] } });
    expect(await readFile(path, 'utf8')).not.toContain('OPENAI_API_KEY');
  });

  test('two changes at once lose nothing', async () => {
    const { api } = await bootShell({ engineScript });
    await Promise.all(['A_KEY', 'B_KEY', 'C_KEY'].map((name) => api().setSecret(name, value)));
    const answer = await api().listSecrets();
    expect(answer.ok && answer.value.secrets.map(({ name }) => name)).toEqual([
      'A_KEY',
      'B_KEY',
      'C_KEY',
    ]);
  });

  test('without a key chain the person is warned and chooses', async () => {
    const shell = await bootShell({
      engineScript,
      prepare: (fake) => {
        fake.encryption.backend = 'basic_text';
        fake.messageBoxAnswers.push(2, 0, 1);
      },
    });
    const { api, fake, folder } = shell;
    const path = join(folder, 'desktop', 'secrets.json');
    expect(await api().setSecret('NAME', value)).toMatchObject({
      value: { protection: 'weak', secrets: [] },
    });
    expect(await api().setSecret('NAME', value)).toMatchObject({
      value: { secrets: [{ name: 'NAME', set: true }] },
    });
    await expect(stat(path)).rejects.toThrow('ENOENT');
    expect(await api().setSecret('NAME', value)).toMatchObject({
      value: { secrets: [{ name: 'NAME', set: true }] },
    });
    expect(await readFile(path, 'utf8')).not.toContain(value);
    expect(fake.messageBoxes[0]).toMatchObject({
      buttons: ['Keep until I quit', 'Store anyway', 'Cancel'],
    });
  });

  test('where nothing can be stored it lives until the app quits', async () => {
    const { api, fake } = await bootShell({
      engineScript,
      prepare: (state) => {
        state.encryption.available = false;
        state.messageBoxAnswers.push(0);
      },
    });
    expect(await api().setSecret('NAME', value)).toMatchObject({
      value: { protection: 'unavailable', secrets: [{ name: 'NAME', set: true }] },
    });
    expect(fake.messageBoxes[0]?.buttons).toEqual(['Keep until I quit', 'Cancel']);
  });

  test('a damaged file is named in the log and forgotten', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const { api } = await bootShell({
      engineScript,
      prepare: (_fake, folder) =>
        writeFile(join(folder, 'desktop', 'secrets.json'), '{"version":1,'),
    });
    expect(await api().listSecrets()).toMatchObject({ ok: true, value: { secrets: [] } });
    expect(log).toHaveBeenCalledWith('The file of stored secrets is damaged; enter them again.');
    log.mockRestore();
  });
});

test('the engine gets a small environment without keys; keys of the environment come as messages', async () => {
  vi.stubEnv('OPENAI_API_KEY', value);
  vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
  vi.stubEnv('OPENAI_MODEL', 'some-model');
  vi.stubEnv('GITHUB_TOKEN', 'another-secret');
  vi.stubEnv('NODE_OPTIONS', '');
  vi.stubEnv('ELECTRON_RUN_AS_NODE', '1');
  const shell = await bootShell({ engineScript });
  await shell.waitUntil('the engine has started', () => received(shell).length > 0);
  const { env } = shell.engine().options;
  expect(env).toMatchObject({
    PATH: process.env['PATH'],
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    OPENAI_MODEL: 'some-model',
  });
  for (const name of ['OPENAI_API_KEY', 'GITHUB_TOKEN', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE']) {
    expect(env).not.toHaveProperty(name);
  }
  expect(received(shell)[0]).toMatchObject({ type: 'start', secrets: { OPENAI_API_KEY: value } });
});
