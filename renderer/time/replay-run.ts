import i18next from 'i18next';
import type { EngineClient } from '../../core/api/engine-client.ts';
import type { RunSummary } from '../../core/contracts/record.ts';
import type { ReplayPace, RunOrigin, RunRequest } from '../../core/model/run-request.ts';
import { MillraceError, toErrorInfo } from '../../core/shared/errors.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { isRunning, startRun } from '../commands/run-commands.ts';
import { readTraffic } from '../commands/traffic-commands.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { runIdOf } from '../run/shown-node-run.ts';
import { showToast } from '../ui/toast-store.ts';
import { play } from './time-player.ts';
import { goToMoment } from './time-store.ts';

/** A message to the engine carries 64 MB at most, and quoting makes the text longer. */
const mostCharacters = 32 * 1024 * 1024;

/** Whether the shown run could be replayed: it has ended, and there is an engine. */
export function canReplay(): boolean {
  const { runId } = useRunStore.getState();
  return runId !== undefined && !isRunning() && useEngineStore.getState().client !== undefined;
}

/**
 * Runs the shown run again, as it ran, with the answers that its models gave: no model is asked. Where no traffic was
 * kept, plays what the record holds and says so.
 */
export async function replayShownRun(pace: ReplayPace): Promise<void> {
  await replay(pace, undefined);
}

/** As `replayShownRun`, but what came before the selected node is taken over from the shown run. */
export async function replayFromNode(pace: ReplayPace): Promise<void> {
  const selected = onlySelectedNode(useCanvasStore.getState());
  // A fork begins at a node of the flow itself: of what lies in a sub-flow, at the sub-flow.
  const node = selected === undefined ? undefined : runIdOf(selected).split('/')[0];
  if (node === undefined) {
    showToast({ tone: 'error', text: i18next.t('time:selectNode') });
    return;
  }
  await replay(pace, node);
}

async function replay(pace: ReplayPace, node: string | undefined): Promise<void> {
  const { runId } = useRunStore.getState();
  if (runId === undefined || !canReplay()) return;
  try {
    const client = requireClient();
    const { run, flow } = await client.call('run.get', { runId });
    const text = await readTraffic(client, runId);
    if (text.length > mostCharacters) {
      showToast({ tone: 'error', text: i18next.t('replayTooLarge') });
      return;
    }
    const from: RunOrigin | undefined =
      node === undefined ? undefined : { runId, kind: 'fork', node };
    const name = i18next.t('time:replayName', { flow: run.flowName.slice(0, 200) });
    await startRun({
      flow,
      input: await readInput(client, run),
      replay: { name, text, pace },
      ...(from === undefined ? {} : { from }),
    });
  } catch (thrown) {
    const { code, message, action } = toErrorInfo(thrown);
    if (code !== 'no_traffic') showToast({ tone: 'error', text: message, action });
    else playInstead();
  }
}

/** What the record holds can always be played. */
function playInstead(): void {
  showToast({
    tone: 'info',
    text: i18next.t('time:noTraffic'),
    action: i18next.t('time:playedInstead'),
  });
  goToMoment(1);
  play();
}

async function readInput(
  client: EngineClient,
  { input }: RunSummary,
): Promise<RunRequest['input']> {
  const value =
    'value' in input ? input.value : (await client.call('value.read', { hash: input.hash })).value;
  if (typeof value === 'string' || isJsonObject(value)) return value;
  throw new MillraceError('invalid_argument', i18next.t('time:noInput'));
}
