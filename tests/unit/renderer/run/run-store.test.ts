import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../../core/contracts/record.ts';
import { RunFeed } from '../../../../renderer/run/run-feed.ts';
import { createRunStore, type RunStore } from '../../../../renderer/run/run-store.ts';
import { RecordedEngine } from './recorded-engine.ts';
import { recordedRun } from './recorded-runs.ts';

const gone = { code: 'engine_gone', message: 'The engine has stopped.' };
const request = { flow: '{}', input: 'Hello' };

function setUp(): { feed: RunFeed; store: () => RunStore; states: string[] } {
  const feed = new RunFeed((callback) => {
    callback();
    return () => {};
  });
  const useStore = createRunStore(feed);
  const states: string[] = [];
  useStore.subscribe(({ state }) => {
    if (state !== states.at(-1)) states.push(state);
  });
  return { feed, store: () => useStore.getState(), states };
}

function withState(state: RunSummary['state']): ReturnType<typeof recordedRun> {
  const { summary, events } = recordedRun('done');
  return { summary: { ...summary, state }, events };
}

test('a run goes from starting over running to done', async () => {
  const { feed, store, states } = setUp();
  const engine = new RecordedEngine(recordedRun('done'));
  store().attach(engine);
  await store().start(request);
  engine.sendUntil();
  expect({ states, rows: feed.view.rows.length, startedUs: store().startedUs }).toEqual({
    states: ['idle', 'starting', 'running', 'done'],
    rows: 6,
    startedUs: 1_795_000_000_000_000,
  });
});

test('a failed run carries its error', async () => {
  const { store } = setUp();
  const engine = new RecordedEngine(recordedRun('failed'));
  store().attach(engine);
  await store().start(request);
  engine.sendUntil();
  expect([store().state, store().error?.code]).toEqual(['failed', 'model_unreachable']);
});

test('without an engine a run fails at once and says why', async () => {
  const { store } = setUp();
  await store().start(request);
  expect([store().state, store().error?.code]).toEqual(['failed', 'engine_gone']);
});

test('a run that could not start for want of an engine is forgotten once there is one', async () => {
  const { store } = setUp();
  await store().start(request);
  store().attach(new RecordedEngine(recordedRun('done')));
  expect([store().state, store().error]).toEqual(['idle', undefined]);
});

test('cancel asks the engine only while the run is under way', async () => {
  const { store } = setUp();
  const engine = new RecordedEngine(recordedRun('cancelled'));
  store().attach(engine);
  store().cancel();
  await store().start(request);
  store().cancel();
  engine.sendUntil();
  store().cancel();
  expect(engine.commands.filter((command) => command.startsWith('run.cancel'))).toEqual([
    'run.cancel {"runId":"run-cancelled"}',
  ]);
  expect(store().state).toBe('cancelled');
});

async function cutAt(count: number) {
  const all = setUp();
  const engine = new RecordedEngine(withState('running'));
  all.store().attach(engine);
  await all.store().start(request);
  engine.sendUntil(count);
  all.store().detach(gone);
  return all;
}

describe('after the engine went away in mid-run', () => {
  test('the run shows as interrupted with all it had recorded', async () => {
    const { feed, store } = await cutAt(30);
    expect({
      state: store().state,
      error: store().error,
      lastSeq: feed.view.lastSeq,
      agent: feed.nodeRun('agent').state,
    }).toEqual({ state: 'interrupted', error: gone, lastSeq: 30, agent: 'interrupted' });
  });

  test('an engine that lives on is followed from the next event', async () => {
    const { feed, store } = await cutAt(30);
    const engine = new RecordedEngine(withState('running'));
    store().attach(engine);
    await expect.poll(() => engine.commands).toContain('subscribe run-weather after 30');
    expect([store().state, store().error]).toEqual(['running', undefined]);
    engine.sendUntil();
    expect([store().state, feed.view.rows.length]).toEqual(['done', 6]);
  });

  test('a new engine that knows the run as interrupted leaves it so', async () => {
    const { feed, store } = await cutAt(30);
    const engine = new RecordedEngine(withState('interrupted'));
    store().attach(engine);
    await expect.poll(() => engine.commands).toContain('subscribe run-weather after 30');
    engine.sendUntil(34);
    expect([store().state, feed.view.lastSeq, store().error]).toEqual([
      'interrupted',
      34,
      undefined,
    ]);
  });
});

test('a run of the record shows its end at once and then all its events', async () => {
  const { feed, store, states } = setUp();
  const engine = new RecordedEngine(recordedRun('done'));
  store().attach(engine);
  await store().openRun('run-weather');
  engine.sendUntil(20);
  engine.sendUntil();
  expect({ states, agent: feed.nodeRun('agent').state, commands: engine.commands }).toEqual({
    states: ['idle', 'starting', 'done'],
    agent: 'done',
    commands: ['run.get {"runId":"run-weather"}', 'subscribe run-weather after 0'],
  });
});

test('turning to another run drops what still comes for the first one', async () => {
  const { feed, store } = setUp();
  const first = new RecordedEngine(recordedRun('cancelled'));
  store().attach(first);
  await store().start(request);
  first.sendUntil(10);
  const second = new RecordedEngine(recordedRun('done'));
  store().attach(second);
  await store().openRun('run-weather');
  first.sendUntil();
  second.sendUntil();
  expect([feed.view.runId, feed.view.rows.length, store().state]).toEqual([
    'run-weather',
    6,
    'done',
  ]);
});

test('a node hears only of its own changes, and at most once per frame', async () => {
  const frames: (() => void)[] = [];
  const feed = new RunFeed((callback) => {
    frames.push(callback);
    return () => {};
  });
  const heard: string[] = [];
  for (const nodeId of ['question', 'agent', 'answer']) {
    feed.subscribeNode(nodeId, () => heard.push(nodeId));
  }
  const { events } = recordedRun('done');
  feed.reset('run-weather');
  void feed.fold(events.slice(0, 5));
  frames.shift()?.();
  void feed.fold(events.slice(5, 20));
  const before = feed.nodeRun('agent');
  void feed.fold(events.slice(20, 40));
  expect(feed.nodeRun('agent')).toBe(before);
  frames.shift()?.();
  expect([heard, frames.length, feed.nodeRun('agent').tokens > 20]).toEqual([
    ['question', 'agent'],
    0,
    true,
  ]);
});
