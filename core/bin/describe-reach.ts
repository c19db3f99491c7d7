import type { FlowReach } from '../model/reach.ts';
import { assertNever } from '../shared/assert-never.ts';

/** What a flow may reach, in plain words, a line each with the nodes that do. */
export function describeReaches(reaches: readonly FlowReach[]): readonly string[] {
  return reaches.map((reach) => {
    const nodes = reach.usedBy.map(plain).join(', ');
    return `${describe(reach)}${nodes === '' ? '' : ` (${nodes})`}`;
  });
}

function describe({ what, name, to }: FlowReach): string {
  const shown = plain(name);
  switch (what) {
    case 'process':
      return name === '' ? 'starts programs on this machine' : `starts the program: ${shown}`;
    case 'module':
      return `runs your own module ${shown}, with all your rights`;
    case 'write':
      return name === ''
        ? 'writes files in folders you allow'
        : `reads and writes files in ${shown}`;
    case 'read':
      return name === '' ? 'reads files in folders you allow' : `reads the file ${shown}`;
    case 'secret':
      return `uses ${name === '' ? 'your secrets' : `the secret ${shown}`}${to === '' ? '' : `, for ${plain(to)}`}`;
    case 'host':
      return name === '' ? 'calls hosts you allow' : `calls ${shown}`;
    case 'connection':
      return `sends texts to the connection ${shown}`;
    case 'code':
      return 'runs code in the sandbox, without files and network';
    default:
      return assertNever(what, 'reach');
  }
}

/** Names come from somebody else’s file: nothing in them may drive the terminal, hide, or turn the line around. */
function plain(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
