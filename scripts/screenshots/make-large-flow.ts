import { flowDocumentSchema } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';

const topics = [
  ['Collect sources', 'blue'],
  ['Clean and split', 'green'],
  ['Ask several models', 'purple'],
  ['Judge the answers', 'yellow'],
  ['Write the report', 'red'],
  ['Check the facts', 'grey'],
] as const;
const tasks = ['Outline', 'Summarise', 'Extract names', 'Rank', 'Draft reply', 'Check tone'];
const perGroup = 25;

/** The text of a flow with so many nodes, in titled groups of 25, each group a chain of its own. */
export function makeLargeFlow(count: number): string {
  const nodes: Record<string, object> = {
    question: { kind: 'input', kindVersion: 1, title: 'Question', settings: { default: 'Why?' } },
  };
  const layout: Record<string, readonly number[]> = { question: [-420, 60] };
  const edges: { readonly from: string; readonly to: string }[] = [];
  const groups = Math.ceil(count / perGroup);
  for (let group = 0; group < groups; group += 1) {
    const [title, color] = topics[group % topics.length] ?? topics[0];
    const [left, top] = [(group % 5) * 1_900, Math.floor(group / 5) * 1_460];
    const id = `group${group}`;
    nodes[id] = { kind: 'group', kindVersion: 1, title, settings: { color } };
    layout[id] = [left - 50, top - 80, 1_690, 1_190];
    for (let at = 0; at < perGroup && group * perGroup + at < count - groups - 1; at += 1) {
      const isModel = at % 6 === 2;
      const node = `node${group}x${at}`;
      nodes[node] = {
        kind: isModel ? 'llm' : 'prompt',
        kindVersion: 1,
        title: tasks[(group + at) % tasks.length],
        settings: isModel ? { connection: 'demo' } : { template: '{{text}}' },
      };
      layout[node] = [left + (at % 5) * 320, top + Math.floor(at / 5) * 220];
      const from = at === 0 ? 'question.value' : `node${group}x${at - 1}.text`;
      edges.push({ from, to: `${node}.${isModel ? 'prompt' : 'text'}` });
    }
  }
  const head = { format: 'millrace/flow', formatVersion: 1, id: 'large', description: '' };
  return stringifyFlow(
    flowDocumentSchema.parse({ ...head, name: 'Research desk', nodes, edges, layout }),
  );
}
