import type { JsonObject } from '../../shared/json.ts';
import { addBranching } from '../conditions.ts';
import { addHttp } from '../http-request.ts';
import { listAt, objectAt, textAt, valueAt } from '../json-access.ts';
import { composeTemplate } from '../map-text.ts';
import { addRetriever } from '../retriever.ts';
import type { GraphIndex } from '../graph-index.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import type { Reference } from '../source-graph.ts';
import type { AgentflowTexts } from './flowise-text.ts';

/** What the nodes of control and of data become. */
export function agentflowFlowRules(texts: AgentflowTexts, index: GraphIndex): RuleTable {
  return {
    conditionAgentflow: (mapping) => addCondition(mapping, texts, index),
    iterationAgentflow: (mapping) => addIteration(mapping, texts, index),
    retrieverAgentflow: (mapping) => {
      const query = texts.read(mapping, textAt(own(mapping), 'retrieverQuery'));
      const part = addRetriever(mapping, { builder: 'Flowise', limit: undefined, question: query });
      mapping.offer('', part, 'text');
    },
    humanInputAgentflow: (mapping) => addApproval(mapping, texts),
    httpAgentflow: (mapping) => addRequest(mapping, texts),
    customFunctionAgentflow: (mapping) => addFunction(mapping, texts),
    stickyNoteAgentflow: (mapping) =>
      void mapping.add('note', { text: textAt(own(mapping), 'note') }),
  };
}

function own(mapping: NodeMapping): JsonObject {
  return objectAt(mapping.node.settings, 'inputs');
}

/** Each condition is a way of its own; the last way is taken when none holds. */
function addCondition(mapping: NodeMapping, texts: AgentflowTexts, index: GraphIndex): void {
  const rows = listAt(own(mapping), 'conditions');
  const [before] = index.into(mapping.node.id);
  const value: Reference | undefined =
    before === undefined ? undefined : { node: before.from, field: before.fromPort };
  addBranching(mapping, {
    value,
    branches: rows.map((row, position) => ({
      handle: `case${position + 1}`,
      isAny: false,
      comparisons: [
        {
          left: texts.read(mapping, textAt(row, 'value1')),
          operator: textAt(row, 'operation'),
          right: texts.read(mapping, textAt(row, 'value2')),
        },
      ],
    })),
    otherwise: `case${rows.length + 1}`,
  });
  if (mapping.notes.some(({ code }) => code === 'state_lost')) mapping.outcome = 'placeholder';
}

function addIteration(mapping: NodeMapping, texts: AgentflowTexts, index: GraphIndex): void {
  const part = mapping.add('map', { concurrency: 1 });
  const list = texts.read(mapping, textAt(own(mapping), 'iterationInput'));
  const { lone, template } = composeTemplate(list);
  if (lone !== undefined) mapping.want(part, 'list', lone);
  else if (template.trim().startsWith('[')) {
    const constant = mapping.add(
      'constant',
      { type: 'json', value: template.trim() },
      { key: 'list', title: `${mapping.node.title}: list`, offset: [-60, -110] },
    );
    mapping.inner.push({ from: { part: constant, port: 'value' }, to: { part, port: 'list' } });
  } else mapping.accept('', part, 'list');
  const last = index.graph.nodes.find(
    ({ id, parent, type }) =>
      parent === mapping.node.id && !/note/i.test(type) && index.outOf(id).length === 0,
  );
  if (last !== undefined) mapping.want(part, 'result', { node: last.id, field: '' });
  mapping.offer('item', part, 'item');
  mapping.offer('output', part, 'results');
  mapping.offer('', part, 'results');
}

/** A person says whether it goes on: the first way when approved, the second when not. */
function addApproval(mapping: NodeMapping, texts: AgentflowTexts): void {
  const settings = own(mapping);
  const isFixed = textAt(settings, 'humanInputDescriptionType') !== 'dynamic';
  const text = isFixed ? textAt(settings, 'humanInputDescription') : '';
  if (!isFixed) mapping.note('option_lost', { what: 'a question that a model writes' });
  const { template, wire } = mapping.fill(texts.read(mapping, text), ['value', 'error']);
  const part = mapping.add('human-approval', template.trim() === '' ? {} : { question: template });
  wire(part);
  mapping.accept('', part, 'value');
  mapping.offer('case1', part, 'approved');
  mapping.offer('case2', part, 'denied');
  mapping.offer('', part, 'approved');
}

function addRequest(mapping: NodeMapping, texts: AgentflowTexts): void {
  const settings = own(mapping);
  const headers = listAt(settings, 'headers').map((row) => {
    const secret = textAt(row, 'value', '$secret');
    const value =
      secret === '' ? texts.read(mapping, textAt(row, 'value')) : { $secret: secret, prefix: '' };
    return [textAt(row, 'key'), value] as const;
  });
  const part = addHttp(mapping, {
    method: textAt(settings, 'method') || 'GET',
    url: texts.read(mapping, textAt(settings, 'url')),
    query: listAt(settings, 'queryParams').map((row) => [
      textAt(row, 'key'),
      texts.read(mapping, textAt(row, 'value')),
    ]),
    headers,
    bodyType: textAt(settings, 'bodyType') || 'none',
    body: texts.read(mapping, textAt(settings, 'body')),
  });
  mapping.offer('data', part, 'body');
  if (valueAt(settings, 'credential') !== undefined) {
    mapping.note('option_lost', { what: 'the stored credential' });
  }
}

/** The code knows its inputs by `$name`. */
function addFunction(mapping: NodeMapping, texts: AgentflowTexts): void {
  const settings = own(mapping);
  const code = textAt(settings, 'customFunctionJavascriptFunction');
  const foreign = /\brequire\(|\bfetch\(|\bawait\b|\$flow\b|\$vars\b/.exec(code);
  if (foreign !== null) return mapping.giveUp('option_lost', { what: foreign[0] });
  const rows = listAt(settings, 'customFunctionInputVariables').filter((row) =>
    /^[A-Za-z_]\w*$/.test(textAt(row, 'variableName')),
  );
  const names = rows.map((row) => textAt(row, 'variableName'));
  const renamed = names.map((name) => `const $${name} = ${name};`);
  const part = mapping.add('code', {
    code: `function step(${names.join(', ')}) {\n${[...renamed, code].join('\n')}\n}\n`,
  });
  for (const row of rows) {
    const value = texts.read(mapping, textAt(row, 'variableValue'));
    mapping.feed(part, textAt(row, 'variableName'), value, textAt(row, 'variableName'));
  }
  mapping.offer('', part, 'result');
  mapping.note('code_rewritten');
}
