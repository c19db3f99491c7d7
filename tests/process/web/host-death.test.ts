import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { until } from '../../unit/api/until.ts';

test('an engine whose host was killed closes its record and leaves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-host-'));
  const recordPath = join(folder, 'record.db');
  const program = `
    import { startWebHost } from ${JSON.stringify(new URL('../../../core/bin/web-host.ts', import.meta.url).href)};
    const host = await startWebHost({ port: 0, recordPath: ${JSON.stringify(recordPath)} });
    console.log(host.enginePid);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) =>
    createInterface(child.stdout).once('line', (line) => resolve(Number(line))),
  );
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGKILL');
  await until(() => !isAlive(pid));
  const record = openRecord(recordPath);
  expect(record.listRuns({ limit: 1 })).toEqual([]);
  record.close();
  rmSync(folder, { recursive: true });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
