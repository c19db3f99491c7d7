import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { EngineClient } from '../../core/api/engine-client.ts';
import { isOutputEvent, isStatusEvent } from '../../core/contracts/events.ts';
import type { RunEvent } from '../../core/contracts/events.ts';
import { bootShell } from './boot-shell.ts';

// The real engine behind the real main process and preload script: only Electron itself is replaced.

const chatFlow = fileURLToPath(new URL('../../examples/chat.flow.json', import.meta.url));

function isTextDelta(event: RunEvent): boolean {
  return isOutputEvent(event) && event.body.type === 'text-delta';
}

test('the engine answers over the port: kinds, a checked flow, a run with its events', async () => {
  const shell = await bootShell();
  const client = await shell.connectEngine();
  expect(await client.ready).toBe('9.8.7');
  const kinds = await client.call('kinds.list', {});
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['input', 'llm', 'output']));
  const flow = await readFile(chatFlow, 'utf8');
  expect((await client.call('flow.check', { text: flow })).findings).toEqual([]);
  const { runId } = await client.call('run.start', {
    flow,
    input: 'Good morning',
    overrides: { connection: 'demo' },
  });
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  await shell.waitUntil('the run has ended', () =>
    events.some((event) => isStatusEvent(event) && event.body.type === 'run-ended'),
  );
  expect(events.some(isTextDelta)).toBe(true);
  const seqs = events.map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
});

test('an opened flow runs the one that lies beside it, also in an engine that was started anew', async () => {
  const shell = await bootShell();
  const folder = fileURLToPath(new URL('../../examples', import.meta.url));
  shell.fake.openAnswers.push(join(folder, 'sub-flow-file.flow.json'));
  const opened = await shell.api().openFile();
  const { text = '', place = '' } = (opened.ok ? opened.value : null) ?? {};
  const check = async (
    client: EngineClient,
    more: { readonly place?: string },
  ): Promise<readonly string[]> => {
    const { findings } = await client.call('flow.check', { text, ...more });
    return findings.filter(({ place: at }) => at.path[2] === 'settings').map(({ code }) => code);
  };
  const client = await shell.connectEngine();
  expect([await check(client, { place }), await check(client, {})]).toEqual([
    [],
    ['flow_has_no_file', 'flow_has_no_file'],
  ]);
  shell.engine().crash();
  await client.closed;
  expect(await check(await shell.connectEngine(), { place })).toEqual([]);
});

test('an engine killed in mid-run comes back with what it had recorded', async () => {
  const shell = await bootShell();
  const client = await shell.connectEngine();
  const flow = await readFile(chatFlow, 'utf8');
  const { runId } = await client.call('run.start', {
    flow,
    input: 'Tell me a long story',
    overrides: { connection: 'demo' },
  });
  const seen: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void seen.push(...batch));
  await shell.waitUntil('tokens arrive', () => seen.some(isTextDelta));
  shell.engine().crash();
  expect((await client.closed).code).toBe('engine_gone');
  const shown = [...seen];
  const next = await shell.connectEngine();
  const { run } = await next.call('run.get', { runId });
  expect(run.state).toBe('interrupted');
  const replayed: RunEvent[] = [];
  await next.subscribe(runId, 0, (batch) => void replayed.push(...batch));
  await shell.waitUntil('all is replayed', () => replayed.length >= shown.length);
  expect(replayed.slice(0, shown.length)).toEqual(shown);
  shell.app.quit();
  await shell.waitUntil('the app has ended', () => shell.fake.exitCode === 0);
  expect(await readFile(join(shell.folder, 'record.db'))).toBeInstanceOf(Buffer);
});

test('a key that the person sets reaches the connections of the engine that runs, and leaves them again', async () => {
  const shell = await bootShell();
  const client = await shell.connectEngine();
  const problem = async (): Promise<string | undefined> => {
    const connections = await client.call('connections.list', {});
    return connections.find(({ id }) => id === 'openai')?.problem;
  };
  expect(await problem()).toContain('OPENAI_API_KEY');
  await shell.api().setSecret('OPENAI_API_KEY', 'sk-of-the-person');
  expect(await problem()).toBeUndefined();
  await shell.api().setSecret('OPENAI_API_KEY', null);
  expect(await problem()).toContain('OPENAI_API_KEY');
});
