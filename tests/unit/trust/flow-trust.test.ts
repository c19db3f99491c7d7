import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import { reachKey } from '../../../core/model/reach.ts';
import { openTrustStore } from '../../../core/node/trust/trust-store.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

interface Parts {
  readonly host?: string;
  readonly prompt?: string;
  readonly path?: string;
  readonly secret?: string;
}

function flowText({ host, prompt = 'Hello {{x}}', path, secret }: Parts): string {
  const node = (kind: string, settings: object): object => ({
    kind,
    kindVersion: 1,
    title: kind,
    settings,
  });
  const headers = secret === undefined ? {} : { authorization: { $secret: secret, prefix: '' } };
  return JSON.stringify({
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'f',
    name: 'F',
    description: '',
    nodes: {
      in: node('input', { default: 'x' }),
      prompt: node('prompt', { template: prompt }),
      out: node('output', {}),
      ...(host === undefined ? {} : { http: node('http', { url: `http://${host}/`, headers }) }),
      ...(path === undefined ? {} : { read: node('read-file', { path }) }),
    },
    edges: [
      { from: 'in.value', to: 'prompt.x' },
      { from: 'prompt.text', to: 'out.value' },
    ],
    layout: {},
  });
}

function openEngine(): CodeEngine & { readonly trustPath: string } {
  const folder = tempFolder();
  const trustPath = join(folder, 'trust.json');
  const engine = createNodeEngine({
    recordPath: join(folder, 'record.db'),
    trust: openTrustStore(trustPath),
    env: {},
  });
  onTestFinished(() => engine.close());
  return Object.assign(engine, { trustPath });
}

function accept(engine: CodeEngine, text: string): string {
  const { reaches = [] } = engine.check(text);
  return engine.trust?.accept('F', reaches, reaches.map(reachKey)).id ?? '';
}

function startCode(engine: CodeEngine, text: string): string {
  try {
    engine.start({ flow: text, input: {} });
    return 'started';
  } catch (error) {
    return toErrorInfo(error).code;
  }
}

test('a flow that reaches nothing runs; one that does waits for a word, and is not recorded', () => {
  const engine = openEngine();
  expect(startCode(engine, flowText({ host: '127.0.0.1:9' }))).toBe('not_trusted');
  expect(engine.record.listRuns({ limit: 10 })).toEqual([]);
  expect(startCode(engine, flowText({}))).toBe('started');
});

test('a word holds for other prompts and for less, not for more', () => {
  const engine = openEngine();
  const first = flowText({ host: '127.0.0.1:9', path: '/srv/a.txt' });
  const id = accept(engine, first);
  const codes = (): readonly string[] =>
    [
      first,
      flowText({ host: '127.0.0.1:9', path: '/srv/a.txt', prompt: 'Another {{x}}' }),
      flowText({ host: '127.0.0.1:9' }),
      flowText({ host: '127.0.0.1:10' }),
      flowText({ host: '127.0.0.1:9', path: '/srv/b.txt' }),
      flowText({ host: '127.0.0.1:9', secret: 'KEY' }),
    ].map((text) => startCode(engine, text));
  expect(codes()).toEqual([
    'started',
    'started',
    'started',
    'not_trusted',
    'not_trusted',
    'not_trusted',
  ]);
  expect(engine.trust?.revoke(id)).toBe(true);
  expect(codes()[0]).toBe('not_trusted');
});

test('two words do not add up: who may read and who may send may not do both', () => {
  const engine = openEngine();
  accept(engine, flowText({ path: '/srv/a.txt' }));
  accept(engine, flowText({ host: 'example.com' }));
  expect(startCode(engine, flowText({ path: '/srv/a.txt', host: 'example.com' }))).toBe(
    'not_trusted',
  );
});

test('a secret that was given to one host is not given to another', () => {
  const engine = openEngine();
  accept(engine, flowText({ host: 'a.example', secret: 'KEY' }));
  accept(engine, flowText({ host: 'b.example' }));
  expect(startCode(engine, flowText({ host: 'b.example', secret: 'KEY' }))).toBe('not_trusted');
});

test('what was shown is what is agreed to', () => {
  const engine = openEngine();
  const seen = (engine.check(flowText({ host: 'a.example' })).reaches ?? []).map(reachKey);
  const { reaches = [] } = engine.check(flowText({ host: 'b.example' }));
  expect(() => engine.trust?.accept('F', reaches, seen)).toThrow(/reaches more/);
});

test('flows inside flows count, whatever they are called', () => {
  const engine = openEngine();
  const inner = JSON.parse(flowText({ host: 'inner.example' })) as object;
  const outer = JSON.parse(flowText({})) as { nodes: Record<string, object> };
  outer.nodes['sub'] = {
    kind: 'sub-flow',
    kindVersion: 1,
    title: 'Harmless',
    settings: { flow: inner },
  };
  const { reaches } = engine.check(JSON.stringify(outer));
  expect(reaches).toEqual([{ what: 'host', name: 'inner.example', to: '', usedBy: ['Harmless'] }]);
});

test('a flow file that changes after the word is refused when it is read', async () => {
  const engine = openEngine();
  const folder = tempFolder();
  const part = join(folder, 'part.flow.json');
  const outer = JSON.parse(flowText({})) as { nodes: Record<string, object>; edges: object[] };
  outer.nodes['wait'] = {
    kind: 'delay',
    kindVersion: 1,
    title: 'Wait',
    settings: { delayMs: 300 },
  };
  outer.nodes['sub'] = {
    kind: 'sub-flow',
    kindVersion: 1,
    title: 'Part',
    settings: { file: 'part.flow.json' },
  };
  outer.edges.push({ from: 'in.value', to: 'wait.value' }, { from: 'wait.value', to: 'sub.in' });
  writeFileSync(part, flowText({}));
  const file = join(folder, 'outer.flow.json');
  const run = engine.start({ flow: JSON.stringify(outer), file, input: {} });
  writeFileSync(part, flowText({ host: 'worse.example' }));
  const { error } = await run.result;
  expect(error).toMatchObject({ code: 'not_trusted', nodeId: 'sub' });
});

test('a file of trust that is damaged, or was edited by somebody, grants nothing', () => {
  const engine = openEngine();
  const text = flowText({ host: 'a.example' });
  accept(engine, text);
  const good = readFileSync(engine.trustPath, 'utf8');
  for (const bad of ['', '{', '{"format":"millrace/trust"}', good.replace('"host"', '"hosts"')]) {
    writeFileSync(engine.trustPath, bad);
    expect(startCode(engine, text)).toBe('not_trusted');
  }
  writeFileSync(engine.trustPath, good);
  expect(engine.check(text).isTrusted).toBe(true);
  expect(statSync(engine.trustPath).mode & 0o077).toBe(0);
});

test('every shipped kind that can reach something says so', () => {
  const engine = openEngine();
  const reaching = engine.listKinds().filter(({ capabilities }) => capabilities.length > 0);
  const silent = reaching.filter(({ kind, defaultSettings, fields }) => {
    const settings: Record<string, unknown> = {
      ...defaultSettings,
      connection: 'house',
      url: 'https://a.example/',
      path: '/srv/a.txt',
      file: '/srv/a.json',
      baseUrl: 'https://a.example/',
    };
    const own = Object.fromEntries(
      Object.entries(settings).filter(([key]) => fields.some((field) => field.key === key)),
    );
    const flow = JSON.parse(flowText({})) as { nodes: Record<string, object> };
    flow.nodes['it'] = { kind, kindVersion: 1, title: kind, settings: own };
    return (engine.check(JSON.stringify(flow)).reaches ?? []).length === 0;
  });
  expect(silent.map(({ kind }) => kind)).toEqual([]);
  expect(reaching.length).toBeGreaterThan(5);
});
