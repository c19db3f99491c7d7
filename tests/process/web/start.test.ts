import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const startScript = fileURLToPath(new URL('../../../scripts/start.ts', import.meta.url));

test.skipIf(process.platform !== 'linux')(
  'without a display, npm start says why and opens the web host (Linux: elsewhere there always is one)',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'millrace-start-'));
    const child = spawn(process.execPath, [startScript, '--port', '0'], {
      env: { PATH: process.env['PATH'], MILLRACE_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const url = await new Promise<string>((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        lines.push(line);
        const [found] = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const first = await fetch(url);
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { origin } = new URL(url);
    const file = await fetch(`${origin}/api/initial-file`, { headers: { cookie } });
    const page = await fetch(origin, { headers: { cookie } });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(lines.find((line) => line.includes(url))).toContain('there is no display');
    expect(await file.json()).toMatchObject({ name: 'weather-agent.flow.json' });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
    rmSync(home, { recursive: true });
  },
  60_000,
);

test('an option that npm start does not know gets a sentence and exit code 2', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [startScript, '--fly'], {
    encoding: 'utf8',
  });
  expect({ status, words: `${stdout}${stderr}`.trim() }).toEqual({
    status: 2,
    words: "Unknown option '--fly'. Use: npm start -- [flow.json] [--port N] [--no-open]",
  });
});
