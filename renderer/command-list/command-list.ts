import { arrangeCommands } from '../arrange/arrange-commands.ts';
import type { Command } from '../commands/command.ts';
import { compareCommands } from '../compare/compare-commands.ts';
import { controlCommands } from '../control/control-commands.ts';
import { exportCommands } from '../exports/export-commands.ts';
import { editCommands } from './edit-list.ts';
import { fileCommands } from './file-list.ts';
import { goCommands } from './go-list.ts';
import { helpCommands } from './help-list.ts';
import { problemCommands } from '../commands/problem-commands.ts';
import { runCommands } from './run-list.ts';
import { viewCommands } from './view-list.ts';
import { nodeLookCommands } from '../canvas/node-look-commands.ts';
import { fixCommands } from '../problems/fix-commands.ts';
import { findCommands } from '../search/find-commands.ts';
import { versionCommands } from '../versions/version-commands.ts';
import { pastRunCommands } from '../runs/runs-commands.ts';
import { stallCommands } from '../stalls/stall-commands.ts';
import { timeCommands } from '../time/time-commands.ts';
import { workspaceCommands } from '../workspace/workspace-commands.ts';

/** Everything that a person can do by its name; keys, the command palette and the key sheet read this list. */
export const commandList: readonly Command[] = [
  ...runCommands,
  ...controlCommands,
  ...timeCommands,
  ...editCommands,
  ...arrangeCommands,
  ...findCommands,
  ...goCommands,
  ...problemCommands,
  ...fixCommands,
  ...viewCommands,
  ...nodeLookCommands,
  ...workspaceCommands,
  ...stallCommands,
  ...pastRunCommands,
  ...exportCommands,
  ...compareCommands,
  ...fileCommands,
  ...versionCommands,
  ...helpCommands,
];
