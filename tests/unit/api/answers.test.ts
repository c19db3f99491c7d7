import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import { isStatusEvent, type RunEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { HumanInputModule } from '../../../core/modules/flow/human-input.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { openTestEngine, type TestEngine } from './test-engine.ts';
import { messagePortTransport } from './transports.ts';
import type { Transport } from './transports.ts';
import { until } from './until.ts';

const { flow } = defineFlow({
  name: 'Ask',
  nodes: {
    in: new InputModule(),
    ask: configure(HumanInputModule, { question: 'How many {{value}}?', format: 'json' }),
    out: new OutputModule(),
  },
  edges: [
    ['in.value', 'ask.value'],
    ['ask.answer', 'out.value'],
  ],
});

describe('run.answer', () => {
  let transport: Transport;
  let host: TestEngine;
  let client: EngineClient;

  beforeAll(async () => {
    transport = messagePortTransport();
    host = openTestEngine();
    const pipe = await transport.open();
    serveEngine(host.engine, pipe.engine, { version: '1' });
    client = createEngineClient(pipe.client as unknown as ClientChannel);
  });
  afterAll(async () => {
    await transport.close();
    await host.close();
  });

  test('a client sees what a run asks, and its answer lets the run go on', async () => {
    const { runId } = await client.call('run.start', { flow, input: 'pens' });
    const seen: RunEvent[] = [];
    await client.subscribe(runId, 0, (events) => void seen.push(...events));
    const asked = (): string | undefined =>
      seen
        .filter(isStatusEvent)
        .flatMap(({ body }) =>
          body.type === 'input-requested' ? [`${body.questionId} ${body.question.text}`] : [],
        )[0];
    await until(() => asked() !== undefined);
    expect(asked()).toBe('q1 How many pens?');
    const answer = (questionId: string, value: unknown): Promise<unknown> =>
      client.call('run.answer', {
        runId,
        questionId,
        answer: { type: 'reply', value: value as number },
      });
    await expect(answer('q2', 3)).rejects.toMatchObject({ code: 'unknown_question' });
    await expect(
      client.call('run.answer', { runId, questionId: 'q1', answer: { type: 'approve' } }),
    ).rejects.toMatchObject({ code: 'wrong_answer' });
    await expect(
      client.call('run.answer', { runId, questionId: 'q1', answer: { type: 'shrug' } as never }),
    ).rejects.toMatchObject({ code: 'bad_message' });
    await answer('q1', 3);
    await until(() =>
      seen.some((event) => isStatusEvent(event) && event.body.type === 'run-ended'),
    );
    expect((await client.call('run.get', { runId })).run).toMatchObject({
      state: 'done',
      output: { value: 3 },
    });
    await expect(answer('q1', 4)).rejects.toMatchObject({ code: 'unknown_question' });
  });
});
