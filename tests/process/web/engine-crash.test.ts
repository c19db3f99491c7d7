import { expect, test } from 'vitest';
import type { RunEvent } from '../../../core/contracts/events.ts';
import { openWebHost } from './open-web-host.ts';
import { reconnect } from './reconnect.ts';
import { until } from '../../unit/api/until.ts';
import { stallingChatFlow } from './stalling-chat-flow.ts';

test('what was seen survives the kill of the engine, and the host brings a new one', async () => {
  const web = await openWebHost();
  try {
    const headers = { cookie: await web.enter(), origin: web.origin };
    const { client, closeCode } = await web.connect(headers);
    const { runId } = await client.call('run.start', {
      flow: stallingChatFlow,
      input: 'What is a mill race?',
    });
    const seen: RunEvent[] = [];
    await client.subscribe(runId, 0, (events) => void seen.push(...events));
    await until(() => seen.filter(({ queue }) => queue === 'output').length >= 5);
    const killed = web.host.enginePid ?? 0;
    process.kill(killed, 'SIGKILL');

    expect(await closeCode).toBe(4001);
    expect(await client.closed).toMatchObject({ code: 'engine_gone' });
    const down = JSON.parse((await web.ask('/api/engine', { headers })).body) as object;
    expect(down).toMatchObject({ state: 'restarting', error: { code: 'engine_crashed' } });

    await until(() => web.host.enginePid !== undefined && web.host.enginePid !== killed);
    const again = await reconnect(() => web.connect(headers));
    const { run } = await again.client.call('run.get', { runId });
    const recorded: RunEvent[] = [];
    await again.client.subscribe(runId, 0, (events) => void recorded.push(...events));
    await until(() => recorded.length >= seen.length);
    expect(run.state).toBe('interrupted');
    expect(recorded.slice(0, seen.length)).toEqual(seen);
    const listed = await again.client.call('run.list', { limit: 10 });
    expect(listed.map((each) => [each.runId, each.state])).toEqual([[runId, 'interrupted']]);
    again.client.close();
  } finally {
    await web.close();
  }
});
