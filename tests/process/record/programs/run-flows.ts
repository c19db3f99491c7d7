// Runs flows in a real engine until it is killed: run-flows.ts PATH RUNS [--once]. Each line on its output
// says something that somebody saw, and is in the pipe before the program goes on:
//   ready  ["frame", runId, firstSeq, count, digest]  ["taken", runId, seq]  ["result", runId, state, output]
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createNodeEngine } from '../../../../core/bin/create-node-engine.ts';
import { configure, defineFlow } from '../../../../core/engine/define-flow.ts';
import { baseSettings } from '../../../../core/module/base-settings.ts';
import type { ModuleContext } from '../../../../core/module/module-context.ts';
import { ModuleBase } from '../../../../core/module/module-base.ts';
import type { PortValues } from '../../../../core/module/runnable.ts';
import { LlmModule } from '../../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../../core/modules/output.ts';

const [path = '', runs = '1', mode] = process.argv.slice(2);

function report(...line: readonly unknown[]): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Streams at speed, pays for a result now and then, and hands large values on. */
class Talker extends ModuleBase {
  static override readonly durable = true;

  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    for (let burst = 0; burst < 12; burst++) {
      for (let token = 0; token < 50; token++) context.stream.text(`${burst}.${token} `);
      if (burst % 4 === 0) context.trace.note('draft', `${burst} `.repeat(9000));
      await context.delay(1);
    }
    return { out: 'said '.repeat(5000) };
  }
}

const engine = createNodeEngine({ recordPath: path, env: {} });
engine.record.markInterrupted();
engine.record.onFrames((frames) => {
  for (const { runId, firstSeq, count, payload } of frames) {
    const digest = createHash('sha1').update(payload).digest('base64url');
    report('frame', runId, firstSeq, count, digest);
  }
});
writeSync(1, 'ready\n');

const flow = defineFlow({
  name: 'Killed',
  nodes: {
    talker: new Talker(baseSettings.parse({})),
    model: configure(LlmModule, { connection: 'demo', model: 'demo-fast', prompt: 'A mill?' }),
    answer: configure(OutputModule, {}),
  },
  edges: [
    ['talker.out', 'model.prompt'],
    ['model.text', 'answer.value'],
  ],
});

async function runOnce(): Promise<void> {
  const run = engine.start({ ...flow, input: {} });
  const queue = engine.record.queue(run.runId, 'output', 'panel');
  const consumer = setInterval(() => {
    const last = queue.dequeue(300).at(-1);
    if (last !== undefined) report('taken', run.runId, last.seq);
  }, 3);
  const { state, output } = await run.result;
  clearInterval(consumer);
  report('result', run.runId, state, typeof output === 'string' ? output.length : -1);
}

async function runOn(): Promise<void> {
  await runOnce();
  if (mode !== '--once') await runOn();
}

await Promise.all(Array.from({ length: Number(runs) }, runOn));
await engine.close();
