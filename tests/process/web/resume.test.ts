import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent, StatusEvent } from '../../../core/contracts/events.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import { reachKey } from '../../../core/model/reach.ts';
import { flowOf } from '../../harness/flow-of.ts';
import { startChatServer } from '../../servers/chat-server.ts';
import type { ChatServer } from '../../servers/chat-server.ts';
import { until } from '../../unit/api/until.ts';
import { openWebHost } from './open-web-host.ts';
import { reconnect } from './reconnect.ts';

/** How often the model calls its tool before it answers. */
const calls = 6;
/** After so many finished turns and calls. A host waits longer and longer before it starts an engine that dies again. */
const moments = [2, 7];

const node = (kind: string, title: string, settings: object = {}): object => ({
  kind,
  kindVersion: 1,
  title,
  settings,
});

const flow = stringifyFlow(
  flowOf({
    nodes: {
      question: node('input', 'Question'),
      agent: node('agent', 'Agent', { connection: 'openai', model: 'm', maxRounds: 20 }),
      count: node('tool', 'Count', {
        code: `/**
 * Counts on.
 * @param {number} from Where to count from.
 */
function count(from) { return from + 1; }`,
      }),
      answer: node('output', 'Answer'),
    } as never,
    edges: [
      { from: 'question.value', to: 'agent.prompt' },
      { from: 'count.tool', to: 'agent.tools' },
      { from: 'agent.text', to: 'answer.value' },
    ],
  }),
);

/** A model that counts up with its tool, one call a turn. */
async function openModel(): Promise<ChatServer> {
  const line = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const server = await startChatServer(({ body }) => {
    const done = body.messages.filter(({ role }) => role === 'tool').length;
    if (done >= calls)
      return {
        chunks: [
          line({ content: `counted to ${done}` }, null),
          line({}, 'stop'),
          'data: [DONE]\n\n',
        ],
      };
    const call = {
      index: 0,
      id: `c${done}`,
      type: 'function',
      function: { name: 'count', arguments: JSON.stringify({ from: done }) },
    };
    return {
      chunks: [line({ tool_calls: [call] }, null), line({}, 'tool_calls'), 'data: [DONE]\n\n'],
    };
  });
  onTestFinished(() => server.close());
  return server;
}

/** The spans below the agent that had ended well, by the events that a client was shown. */
function finished(events: readonly RunEvent[]): number {
  return events.filter(
    ({ queue, nodeId, body }) =>
      queue === 'status' &&
      (nodeId === 'agent' || nodeId === 'count') &&
      (body as StatusEvent).type === 'span-closed' &&
      (body as { readonly state?: string }).state === 'done',
  ).length;
}

async function follow(client: EngineClient, runId: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await client.subscribe(runId, 0, (batch) => void events.push(...batch));
  return events;
}

const isOver = (events: readonly RunEvent[]): boolean =>
  events.some(({ body }) => (body as { readonly type?: string }).type === 'run-ended');

test('an agent whose engine is killed in the middle of its work repeats no turn and no call that had ended', async () => {
  const model = await openModel();
  const web = await openWebHost({
    env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'sk-test-000000' },
  });
  onTestFinished(() => web.close());
  const headers = { cookie: await web.enter(), origin: web.origin };
  let { client } = await web.connect(headers);
  const { reaches = [] } = await client.call('flow.check', { text: flow });
  const seen = reaches.map(reachKey);
  await client.call('trust.accept', { flow, seen, folders: [] });
  for (const moment of moments) {
    const before = model.requests.length;
    const started = await client.call('run.start', { flow, input: `question ${moment}` });
    const shownEvents = await follow(client, started.runId);
    await until(() => finished(shownEvents) >= moment || isOver(shownEvents));
    const pid = web.host.enginePid ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() => web.host.enginePid !== undefined && web.host.enginePid !== pid);
    ({ client } = await reconnect(() => web.connect(headers)));
    const shown = finished(shownEvents);
    const { run } = await client.call('run.get', { runId: started.runId });
    const made = model.requests.length - before;
    const resumed = await client.call('run.resume', { runId: started.runId });
    const events = await follow(client, resumed.runId);
    await until(() => isOver(events));
    const again = await client.call('run.get', { runId: resumed.runId });
    const turns = model.requests.slice(before).map(({ body }) => body.messages.length);
    // What was under way when the engine was killed may be asked twice: one turn at most.
    const repeated = turns.filter((turn, index) => turns.indexOf(turn) !== index);
    const reused = events.filter(
      ({ body }) => (body as { readonly reused?: object }).reused !== undefined,
    ).length;
    expect({
      moment,
      state: again.run.state,
      output: again.run.output,
      repeated: repeated.length <= 1 && repeated.every((turn) => turn === turns[made - 1]),
      keepsShown: run.state === 'done' || reused >= shown,
    }).toEqual({
      moment,
      state: 'done',
      output: { value: `counted to ${calls}` },
      repeated: true,
      keepsShown: true,
    });
  }
}, 60_000);
