import { describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { edgesOf, firstOf, importFixture, titlesOf } from './imported.ts';

describe('Dify', () => {
  test('values that go by name become wires; a branch decides over what it led to', () => {
    const { flow, report } = firstOf('dify/letter-writer.yml');
    expect(titlesOf(report)).toEqual({
      mapped: [
        'Start: input',
        'Draft: llm, prompt',
        'Second language wanted?: if',
        'Translate: llm',
        'End: output, pick',
        'End 2: output',
      ],
      approximated: ['Put the facts together: prompt'],
      placeholders: [],
      dropped: ['Draft → Second language wanted?'],
    });
    expect(edgesOf(flow)).toEqual([
      'begin.value -> facts.to',
      'begin_matter.value -> facts.about',
      'begin_words.value -> facts.words',
      'draft_prompt.text -> draft.prompt',
      'facts.text -> draft_prompt.put_the_facts_together_output',
      'begin_language.value -> check.value',
      'begin_language.value -> check._language',
      'draft.text -> translate.prompt',
      'draft.text -> done-both.value',
      'translate.text -> done-both_translated.value',
      'check.then -> translate.language',
      'check.else -> done_when_false.value',
      'draft.text -> done_when_false.data',
      'done_when_false.value -> done.value',
    ]);
    expect(flow.nodes['draft']?.settings).toMatchObject({
      connection: 'anthropic',
      model: 'claude-sonnet-4-5',
      temperature: 0.7,
      maxTokens: 1024,
      instructions: 'You write letters for a small office. Never invent facts.',
    });
    expect(flow.nodes['check']?.settings).toEqual({
      condition: '($string($_language) != $string("none"))',
    });
    expect(flow.layout['translate']).toEqual([1200, 100]);
  });

  test('variables of the app are written out, secrets of it are named', () => {
    const { flow, report } = firstOf('dify/ticket-router.yml');
    expect(flow.nodes['n1760000000004']?.settings['instructions']).toBe(
      'You answer for Brook & Mill in a friendly voice.\nWhat the shop knows of the order:\n{{look_up_the_order_body}}',
    );
    expect(flow.nodes['n1760000000003']?.settings).toMatchObject({
      method: 'GET',
      url: 'https://shop.example/orders?order={{order_number}}',
      headers: {
        Accept: 'application/json',
        'X-Shop-Key': { $secret: 'LOOK_UP_THE_ORDER_API_KEY', prefix: '' },
      },
    });
    expect(report.needs).toContainEqual({
      what: 'secret',
      name: 'LOOK_UP_THE_ORDER_API_KEY',
      usedBy: ['Look up the order'],
    });
  });

  test('what lies in an iteration lies in a map', () => {
    const { flow } = firstOf('dify/reading-list.yml');
    expect(flow.nodes['each']).toMatchObject({
      kind: 'map',
      settings: { concurrency: 4, onElementError: 'skip' },
    });
    expect(flow.nodes['describe']?.parent).toBe('each');
    expect(edgesOf(flow)).toEqual(
      expect.arrayContaining([
        'split.result -> each_titles.value',
        'each_titles.value -> each.list',
        'each.item -> describe.prompt',
        'describe.text -> each.result',
      ]),
    );
  });
});

describe('Dify’s loop', () => {
  test('variables are carried, an assignment gives the next value, the condition ends it', () => {
    const { flow } = firstOf('dify/reading-list.yml');
    expect(flow.nodes['again']).toMatchObject({
      kind: 'loop',
      settings: { carry: 'num', maxRounds: 10 },
    });
    expect(flow.nodes['count']).toMatchObject({
      parent: 'again',
      settings: { expression: '$number($) + $number(1)' },
    });
    expect(flow.nodes['again_done']).toMatchObject({
      parent: 'again',
      settings: { expression: '$boolean(($number($_count_to_three_num) >= $number("3")))' },
    });
    expect(edgesOf(flow)).toEqual(
      expect.arrayContaining([
        'again_num.value -> again.num',
        'again.num -> count.value',
        'count.value -> again.next-num',
        'count.value -> again_done._count_to_three_num',
        'again_done.value -> again.done',
      ]),
    );
  });
});

describe('n8n', () => {
  test('a model that plugs into an agent is a setting of it; tools stay wired', () => {
    const { flow, report } = firstOf('n8n/garden-helper.json');
    expect(flow.nodes['Gardener']?.settings).toMatchObject({
      connection: 'openai',
      model: 'gpt-4o-mini',
      temperature: 0.3,
      maxTokens: 800,
      maxRounds: 8,
    });
    expect(edgesOf(flow)).toEqual([
      'When_chat_message_received.value -> Gardener.prompt',
      'Gardener.text -> Gardener_answer.value',
      'Days_until_frost.tool -> Gardener.tools',
      'Wikipedia.ai_tool -> Gardener.tools',
      'Seed_shop.tool -> Gardener.tools',
    ]);
    expect(flow.nodes['Simple_Memory']).toMatchObject({ kind: 'placeholder', disabled: true });
    expect(report.approximated.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
      ['expression_kept', 'history_lost'],
      ['secret_removed'],
    ]);
  });

  test('expressions that name a field become a pick of it', () => {
    const { flow } = firstOf('n8n/feedback-form.json');
    expect(flow.nodes['Edit_Fields_message']).toMatchObject({
      kind: 'pick',
      settings: { expression: '$.message' },
    });
    expect(edgesOf(flow)).toEqual(
      expect.arrayContaining([
        'On_form_submission.value -> Edit_Fields_message.value',
        'Edit_Fields_message.value -> Edit_Fields.message',
        'Summarise_and_rate.value -> Unhappy__rating.value',
        'Unhappy__rating.value -> Unhappy_._output_rating',
        'Unhappy_.then -> Post_to_Slack.in',
        // Past the node that does nothing.
        'Unhappy_.else -> Store_it.in',
      ]),
    );
    expect(schemaOf(flow, 'Summarise_and_rate')).toEqual({
      type: 'object',
      properties: { rating: { type: 'number' }, summary: { type: 'string' } },
      required: ['rating', 'summary'],
    });
  });

  test('classifiers, extractors and tools become ours', () => {
    const { flow, report } = firstOf('n8n/help-desk.json');
    expect(report.placeholders.map(({ title }) => title)).toEqual(['Ask a colleague']);
    // It takes no value, so what it gives waits for the branch.
    expect(edgesOf(flow)).toEqual(
      expect.arrayContaining([
        'Kind_of_question.Opening_hours -> Hours_when_case2.value',
        'Hours.text -> Hours_when_case2.data',
      ]),
    );
    expect(flow.nodes['Kind_of_question']?.settings).toMatchObject({
      labels: [
        { name: 'Order', description: 'About something that was bought' },
        { name: 'Opening_hours', description: 'Opening hours: When the shop is open' },
      ],
      hasOther: true,
    });
    expect(flow.nodes['Find_order']?.settings).toMatchObject({
      name: 'Find_order',
      url: 'https://shop.example/orders/{{number}}?lang={{language}}&full=1',
      parameters: {
        type: 'object',
        properties: {
          number: { type: 'number', description: 'Number of the order' },
          language: { type: 'string', description: 'Two letters' },
        },
        required: ['number', 'language'],
      },
    });
    expect(flow.nodes['Shop_MCP']?.settings).toMatchObject({
      transport: 'http',
      url: 'https://mcp.shop.example/mcp',
      tools: 'refund, track',
    });
  });

  test('a loop of wires is cut, and said so; a disabled node stays disabled', () => {
    const { flow, report } = firstOf('n8n/nightly-digest.json');
    expect(report.dropped.map(({ title, notes }) => [title, notes[0]?.code])).toEqual([
      ['Message a model → Loop Over Items', 'cycle_cut'],
    ]);
    expect(flow['importedFrom']).toEqual({
      builder: 'n8n',
      lostWires: [{ from: 'Message a model', fromPort: '', to: 'Loop Over Items', toPort: '' }],
    });
    expect(flow.nodes['Old_branch']?.disabled).toBe(true);
  });
});

describe('Rivet', () => {
  test('a graph maps port by port; the main graph comes first', () => {
    const { flows } = importFixture('rivet/story-maker.rivet-project');
    expect(flows.map(({ flow }) => flow.name)).toEqual(['Main', 'Helpers/Title']);
    const [main] = flows;
    expect(main && edgesOf(main.flow)).toEqual(
      expect.arrayContaining([
        'hero-in.value -> story-prompt.hero',
        'place.text -> story-prompt.where',
        'rules.text -> writer.systemPrompt',
        'story-prompt.text -> writer.prompt',
        'writer.text -> story-out.value',
      ]),
    );
    expect(main?.flow.nodes['writer']?.settings['instructions']).toBe('{{systemPrompt}}');
    // The graph that it runs lies in it.
    expect(main?.flow.nodes['sub-title']).toMatchObject({
      kind: 'sub-flow',
      settings: { flow: { name: 'Helpers/Title' } },
    });
    expect(main && edgesOf(main.flow)).toEqual(
      expect.arrayContaining([
        'writer.text -> sub-title.t-in',
        'sub-title.t-out -> title-out.value',
      ]),
    );
  });

  test('tools are wired past the list that gathered them, as functions still to be written', () => {
    const { flow } = firstOf('rivet/tool-desk.rivet-project');
    expect(edgesOf(flow)).toEqual(
      expect.arrayContaining(['weather.tool -> c.tools', 'tide.tool -> c.tools']),
    );
    expect(flow.nodes['weather']?.settings['code']).toContain('function get_weather(town, days)');
  });

  test('files of version 3 are read too, and their circle is cut where it closes', () => {
    const { flow, report } = firstOf('rivet/old-loop.rivet-project');
    expect(Object.keys(flow.nodes)).toContain('ctl');
    expect(flow.layout['ask']).toEqual([640, 20]);
    expect(report.dropped.every(({ title }) => title.endsWith('Loop Controller'))).toBe(true);
  });
});

describe('Langflow', () => {
  test('wires go by the fields they end in, also where handles are texts', () => {
    const { flow, report } = firstOf('langflow/rhyme-teacher.json');
    expect(edgesOf(flow)).toEqual([
      'ChatInput-aa1.value -> Prompt-bb2.topic',
      'Prompt-bb2.text -> OpenAIModel-cc3.system_message',
      'ChatInput-aa1.value -> OpenAIModel-cc3.prompt',
      'OpenAIModel-cc3.text -> ChatOutput-dd4.value',
    ]);
    expect(flow.nodes['Prompt-bb2']?.settings['template']).toBe(
      'You teach rhymes about {{topic}}.\nStyle: nursery. Keep {curly} words.',
    );
    expect(report.approximated).toEqual([]);
  });

  test('an agent keeps its tools as placeholders that plug in', () => {
    const { flow } = firstOf('langflow/shopping-agent.json');
    expect(flow.nodes['Agent-k2']?.settings).toMatchObject({
      connection: 'anthropic',
      model: 'claude-sonnet-4-5',
      maxRounds: 15,
    });
    expect(flow.nodes['URLComponent-k4']?.settings).toMatchObject({
      builder: 'Langflow',
      originalType: 'URLComponent',
      original: { values: { urls: ['https://prices.example'] } },
      outputs: [{ id: 'component_as_tool', label: 'component_as_tool', type: 'tool' }],
    });
  });
});

describe('Flowise', () => {
  test('an agent flow reads the text out of its editor’s HTML', () => {
    const { flow } = firstOf('flowise/essay-desk.json');
    expect(flow.nodes['llmAgentflow_0']?.settings['instructions']).toBe(
      'You write essays of five paragraphs.\n- Plain words\n- No lists',
    );
    expect(flow.nodes['llmAgentflow_0_prompt']?.settings['template']).toBe(
      'Write about {{question}} & nothing else.',
    );
    expect(schemaOf(flow, 'llmAgentflow_1')).toMatchObject({
      properties: { verdict: { enum: ['good', 'weak'] } },
    });
  });

  test('a form is an input for each field; an agent’s own tools become placeholders', () => {
    const { flow } = firstOf('flowise/clinic-desk.json');
    const kindsOf = Object.values(flow.nodes).map(({ kind, title }) => `${title}: ${kind}`);
    expect(kindsOf).toEqual(
      expect.arrayContaining([
        'Your name: input',
        'Age: input',
        'What hurts: input',
        'searXNG: placeholder',
        'gmail: placeholder',
      ]),
    );
  });

  test('a chat flow gets the question and the answer that it takes for granted', () => {
    const { flow, report } = firstOf('flowise/two-chains.json');
    expect(edgesOf(flow)).toEqual([
      'llmChain_0_prompt.text -> llmChain_0.prompt',
      'question.value -> llmChain_0_prompt.place',
      'llmChain_1_prompt.text -> llmChain_1.prompt',
      'question.value -> llmChain_1.place',
      'llmChain_0.text -> llmChain_1_prompt.dish',
      'llmChain_1.text -> llmChain_1_answer.value',
    ]);
    expect(flow.nodes['llmChain_0_prompt']?.settings['template']).toBe(
      'Name a {street} dish from {{place}}.',
    );
    expect(report.dropped).toEqual([]);
  });

  test('what only served a chain that is mapped now is disabled, to the last of it', () => {
    const { flow } = firstOf('flowise/ask-the-manual.json');
    const kept = Object.values(flow.nodes).filter(({ kind }) => kind === 'placeholder');
    expect(kept.map(({ title, disabled }) => [title, disabled])).toEqual([
      ['Pdf File', true],
      ['Recursive Character Text Splitter', true],
      ['OpenAI Embeddings', true],
      ['In-Memory Vector Store', true],
    ]);
    expect(edgesOf(flow)).toContain('pdfFile_0.pdfFile -> memoryVectorStore_0.document');
  });

  test('a custom tool whose code is in the file runs it', () => {
    const { flow } = firstOf('flowise/chat-with-tools.json');
    expect(flow.nodes['customTool_0']?.settings['code']).toContain(
      'function rate_of_exchange(amount, currency) {\n  const $amount = amount;',
    );
  });
});

function schemaOf(flow: FlowDocument, nodeId: string): unknown {
  return JSON.parse(flow.nodes[nodeId]?.settings['outputSchema'] as string) as unknown;
}
