import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringifyFlow } from '../../../core/model/flow-file.ts';
import { labelled, makeFolder, millrace, projectRoot } from './millrace.ts';

const everything = join(
  projectRoot,
  'node_modules/@modelcontextprotocol/server-everything/dist/index.js',
);

/** A flow whose agent has the official test server as its tools. */
function writeMcpFlow(folder: string): string {
  const path = join(folder, 'mcp.flow.json');
  const node = (kind: string, settings: Record<string, string> = {}) => ({
    kind,
    kindVersion: 1,
    title: kind,
    settings,
  });
  writeFileSync(
    path,
    stringifyFlow({
      format: 'millrace/flow',
      formatVersion: 1,
      id: 'mcp',
      name: 'MCP',
      description: '',
      nodes: {
        in: node('input', { default: 'Please echo the message "hello there".' }),
        agent: node('agent', { model: 'demo-fast' }),
        server: node('mcp-server', { command: process.execPath, args: everything, tools: 'echo' }),
        out: node('output'),
      },
      edges: [
        { from: 'in.value', to: 'agent.prompt' },
        { from: 'server.tool', to: 'agent.tools' },
        { from: 'agent.text', to: 'out.value' },
      ],
      layout: {},
    }),
  );
  return path;
}

test('an MCP server is started only by the line that the person allowed', async () => {
  const folder = makeFolder();
  const flow = writeMcpFlow(folder);
  const line = `${process.execPath} ${everything}`;
  const refused = await millrace(folder, ['run', flow, '--allow-command', process.execPath]);
  expect([refused.code, refused.stderr]).toEqual([
    expect.not.stringMatching(/^0$/),
    expect.stringContaining(line),
  ]);
  const { code, lines, stderr } = await millrace(folder, ['run', flow, '--allow-command', line]);
  expect([code, stderr, labelled(lines, 'ret').join()]).toEqual([
    0,
    '',
    expect.stringContaining('Echo: hello there'),
  ]);
});
