import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { beforeAll, expect, test } from 'vitest';
import { createBuilder } from 'vite';
import { isOutputEvent, isStatusEvent } from '../../core/contracts/events.ts';
import { reachKey } from '../../core/model/reach.ts';
import type { RunEvent } from '../../core/contracts/events.ts';
import { bootShell } from './boot-shell.ts';

// What ships is the bundle: built here as a release is, below the project so that the native module is found.

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, '.cache', 'bundle-test');
const parts = ['main', 'engine', 'preload'] as const;

beforeAll(async () => {
  const builder = await createBuilder({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    environments: Object.fromEntries(
      parts.map((part) => [part, { build: { outDir: join(out, part), sourcemap: false } }]),
    ),
  });
  for (const part of parts) {
    const environment = builder.environments[part];
    if (environment === undefined) throw new Error(`There is no part ${part}.`);
    await builder.build(environment);
  }
}, 60_000);

/** The modules that a script takes from outside the bundle. */
async function findOutsideModules(file: string): Promise<string[]> {
  const text = await readFile(join(out, file), 'utf8');
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const imported = program.body.flatMap((part) =>
    'source' in part && part.source ? [String(part.source.value)] : [],
  );
  // How the bundler calls what it has left outside, and what is loaded when it is first needed.
  const called = [...text.matchAll(/\b(?:__require|import)\((["'`])([^"'`]+)\1\)/g)];
  const names = [...imported, ...called.map(([, , name = '']) => name)];
  return [...new Set(names)].filter((name) => !isBuiltin(name) && !name.startsWith('.')).toSorted();
}

test('takes nothing from outside but Electron and the native module', async () => {
  expect(await findOutsideModules('main/main.js')).toEqual(['electron']);
  expect(await findOutsideModules('engine/sandbox-worker.js')).toEqual([]);
  // The engine shares its chunks with the one of the web host.
  const scripts = (await readdir(join(out, 'engine'))).filter((name) => name.endsWith('.js'));
  const taken = await Promise.all(scripts.map((name) => findOutsideModules(`engine/${name}`)));
  expect([...new Set(taken.flat())]).toEqual(['better-sqlite3']);
});

test('no script of the engine loads Node’s fetch client: it takes 14 MB', async () => {
  const scripts = (await readdir(join(out, 'engine'))).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(
    scripts.map((name) => readFile(join(out, 'engine', name), 'utf8')),
  );
  // An ES import reads all exports of a module, WebSocket among those of HTTP.
  expect(texts.filter((text) => /from\s*["']node:https?["']/.test(text))).toEqual([]);
});

test('the preload script is one CommonJS file that needs nothing of Node', async () => {
  const text = await readFile(join(out, 'preload', 'preload.cjs'), 'utf8');
  expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(text).not.toMatch(/^(import|export) /m);
});

const toolCode = `/**
 * Looks up the tide of a harbour.
 * @param {string} harbour The harbour's name.
 */
function get_tide(harbour) {
  return JSON.stringify({ harbour, tide: 'rising' });
}`;

const tideFlow = JSON.stringify({
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'tide',
  name: 'Tide',
  description: '',
  nodes: {
    question: { kind: 'input', kindVersion: 1, title: 'Question', settings: {} },
    agent: { kind: 'agent', kindVersion: 1, title: 'Agent', settings: { connection: 'demo' } },
    tide: { kind: 'tool', kindVersion: 1, title: 'Tide', settings: { code: toolCode } },
    answer: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
  },
  edges: [
    { from: 'question.value', to: 'agent.prompt' },
    { from: 'tide.tool', to: 'agent.tools' },
    { from: 'agent.text', to: 'answer.value' },
  ],
  layout: {},
});

test('the bundled engine runs a flow, tool code in its sandbox included', async () => {
  const shell = await bootShell({ engineScript: join(out, 'engine', 'engine.js') });
  const client = await shell.connectEngine();
  const seen = (await client.call('flow.check', { text: tideFlow })).reaches?.map(reachKey) ?? [];
  await client.call('trust.accept', { flow: tideFlow, seen, folders: [] });
  const { runId } = await client.call('run.start', {
    flow: tideFlow,
    input: 'How is the tide in Dover?',
    overrides: { connection: 'demo' },
  });
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  await shell.waitUntil(
    'the run has ended',
    () => events.some((event) => isStatusEvent(event) && event.body.type === 'run-ended'),
    15_000,
  );
  const results = events
    .filter(isOutputEvent)
    .flatMap(({ body }) => (body.type === 'tool-result' ? [body] : []));
  expect(JSON.stringify(results)).toContain('rising');
});
