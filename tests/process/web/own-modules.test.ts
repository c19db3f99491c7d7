import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostFile } from '../../../core/api/host-bridge.ts';
import { until } from '../../unit/api/until.ts';
import { openWebHost } from './open-web-host.ts';

function shout(title: string): string {
  return `import { ModuleBase } from 'millrace';
export class ShoutModule extends ModuleBase {
  static override readonly title: string = '${title}';
  protected override forward(inputs: Readonly<Record<string, unknown>>) {
    return { out: inputs['in'] };
  }
}
`;
}

const flow = JSON.stringify({
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'f',
  name: 'F',
  description: '',
  nodes: {},
  edges: [],
  layout: {},
});

test('modules beside the open flow are offered, loaded once trusted, and followed', async () => {
  const web = await openWebHost({ env: {} });
  onTestFinished(() => web.close());
  const cookie = await web.enter();
  const { client } = await web.connect({ cookie, origin: web.origin });
  onTestFinished(() => client.close());
  const initial = await web.ask('/api/initial-file', { headers: { cookie } });
  const { place = '' } = JSON.parse(initial.body) as HostFile;
  const modules = join(web.folder, 'modules');
  mkdirSync(modules);
  writeFileSync(join(modules, 'shout.ts'), shout('One'));
  let changes = 0;
  client.onKindsChanged(() => (changes += 1));
  const titleOf = async (): Promise<string | undefined> =>
    (await client.call('kinds.list', {})).find(({ kind }) => kind === 'shout')?.title;

  await client.call('flow.check', { text: flow, place });
  await until(() => changes > 0);
  const [offered] = await client.call('modules.list', {});
  expect([offered?.state, offered?.files, await titleOf()]).toEqual([
    'untrusted',
    [{ path: 'shout.ts', bytes: shout('One').length }],
    undefined,
  ]);

  const { folder = '', digest = '' } = offered ?? {};
  const wrong = { folder, digest: 'other', whileEdited: false, always: false };
  await expect(client.call('modules.trust', wrong)).rejects.toMatchObject({
    code: 'modules_changed',
  });
  await client.call('modules.trust', { folder, digest, whileEdited: false, always: false });
  expect(await titleOf()).toBe('One');

  // Another content is not what was agreed to: what is loaded stays, and the person is asked again.
  const before = changes;
  writeFileSync(join(modules, 'shout.ts'), shout('Two'));
  await until(() => changes > before);
  const [changed] = await client.call('modules.list', {});
  expect([changed?.state, await titleOf()]).toEqual(['changed', 'One']);
  const again = { folder, digest: changed?.digest ?? '', whileEdited: true, always: false };
  await client.call('modules.trust', again);
  expect(await titleOf()).toBe('Two');

  const last = changes;
  writeFileSync(join(modules, 'shout.ts'), shout('Three'));
  await until(() => changes > last);
  expect(await titleOf()).toBe('Three');
  await client.call('modules.remove', { folder });
  expect(await titleOf()).toBe(undefined);
});
