import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import type { HostFile } from '../../../core/api/host-bridge.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import type { Finding } from '../../../core/model/finding.ts';
import { reachKey } from '../../../core/model/reach.ts';
import { FilePlaces, createPlaceKey } from '../../../core/node/host/file-places.ts';
import { until } from '../../unit/api/until.ts';
import { openWebHost } from './open-web-host.ts';
import type { TestHost } from './open-web-host.ts';

const names = ['sub-flow-file.flow.json', 'translate.flow.json'] as const;
const flow = readFileSync(`examples/${names[0]}`, 'utf8');

/** A host whose file, and whose examples, run a flow that lies beside them. */
async function openHost(): Promise<{
  readonly web: TestHost;
  readonly client: EngineClient;
  read(path: string): Promise<unknown>;
}> {
  const web = await openWebHost();
  onTestFinished(() => web.close());
  cpSync(`examples/${names[0]}`, web.flowPath);
  cpSync(`examples/${names[1]}`, join(web.folder, names[1]));
  for (const name of names) cpSync(`examples/${name}`, join(web.folder, 'examples', name));
  const cookie = await web.enter();
  const { client } = await web.connect({ cookie, origin: web.origin });
  const read = async (path: string): Promise<unknown> =>
    JSON.parse((await web.ask(path, { headers: { cookie } })).body);
  return { web, client, read };
}

/** Agrees to what the flow reaches, runs it, and answers how it ended. */
async function run(client: EngineClient, place: string): Promise<unknown> {
  const { reaches = [] } = await client.call('flow.check', { text: flow, place });
  const seen = reaches.map(reachKey);
  await client.call('trust.accept', { flow, place, seen, folders: [] });
  const { runId } = await client.call('run.start', { flow, place, input: 'A wheel.' });
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  const isEnd = ({ body }: RunEvent): boolean => (body as { type: string }).type === 'run-ended';
  await until(() => events.some(isEnd));
  return events.find(isEnd)?.body;
}

const codesOf = (findings: readonly Finding[]): readonly unknown[] =>
  findings.map(({ code, place }) => `${code} ${place.nodeId}`);

test('a file of the host and an example run the flows that lie beside them', async () => {
  const { client, read } = await openHost();
  const file = (await read('/api/initial-file')) as HostFile;
  const examples = (await read('/api/examples')) as readonly HostFile[];
  const example = examples.find(({ name }) => name === names[0]);
  const done = {
    type: 'run-ended',
    state: 'done',
    output: { value: expect.stringMatching(/French: .*A wheel.*\nGerman: .*A wheel/) },
  };
  expect([await run(client, file.place ?? ''), await run(client, example?.place ?? '')]).toEqual([
    done,
    done,
  ]);
  expect(JSON.stringify([file, examples])).not.toContain('/my.flow.json');
});

test('only a place that this host sealed counts; a path, or a place of another host, counts as none', async () => {
  const { web, client } = await openHost();
  const elsewhere = new FilePlaces(createPlaceKey()).seal(web.flowPath);
  const missing = ['flow_has_no_file french', 'flow_has_no_file german'];
  for (const place of [{}, { place: web.flowPath }, { place: elsewhere }]) {
    const { findings } = await client.call('flow.check', { text: flow, ...place });
    expect(codesOf(findings).filter((code) => String(code).startsWith('flow_has'))).toEqual(
      missing,
    );
    await expect(client.call('run.start', { flow, input: '', ...place })).rejects.toMatchObject({
      code: 'flow_invalid',
    });
  }
  const [first] = (await client.call('flow.check', { text: flow })).findings;
  expect(first?.action).toContain('“millrace web FILE”');
});
