import type { ToolHandle } from '../../module/tool-handle.ts';

/** Tools as a prompt tells of them: one line each, with the JSON schema of the parameters. */
export function describeTools(tools: readonly ToolHandle[]): string {
  if (tools.length === 0) return '(none)';
  return tools
    .map(({ spec: { name, description, parameters } }) => {
      const about = description.replaceAll(/\s+/g, ' ').trim();
      return `- ${name}: ${about} | parameters: ${JSON.stringify(parameters)}`;
    })
    .join('\n');
}
