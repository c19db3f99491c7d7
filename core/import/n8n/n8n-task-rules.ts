import { listAt, objectAt, textAt } from '../json-access.ts';
import type { SourceText } from '../map-text.ts';
import { addClassify, addExtract, addSummarize } from '../model-tasks.ts';
import type { NodeMapping, RuleTable } from '../node-mapping.ts';
import type { GraphIndex } from '../graph-index.ts';
import { schemaOfExample } from '../schema-of-example.ts';
import { modelOf, parameters, readHelpers } from './n8n-models.ts';
import type { N8nTexts } from './n8n-text.ts';

const moods = ['Positive', 'Neutral', 'Negative'];

/** What n8n’s nodes with one task for a model become. */
export function n8nTaskRules(index: GraphIndex, texts: N8nTexts): RuleTable {
  const read = (mapping: NodeMapping, text: string): SourceText => texts.read(mapping, text);
  const task = (mapping: NodeMapping, field: string) => {
    const own = parameters(mapping.node);
    readHelpers(mapping, index);
    return {
      choice: modelOf(mapping.node, index),
      text: read(mapping, textAt(own, field)),
      instructions: read(mapping, textAt(own, 'options', 'systemPromptTemplate')),
    };
  };
  return {
    textClassifier: (mapping) => {
      const own = parameters(mapping.node);
      const labels = listAt(own, 'categories', 'categories').map((each, row) => ({
        handle: `case${row + 1}`,
        name: textAt(each, 'category'),
        description: textAt(each, 'description'),
      }));
      const hasOther = textAt(own, 'options', 'fallback') === 'other';
      addClassify(mapping, labels, {
        ...task(mapping, 'inputText'),
        ...(hasOther ? { otherwise: `case${labels.length + 1}` } : {}),
      });
    },
    sentimentAnalysis: (mapping) => {
      const given = textAt(parameters(mapping.node), 'options', 'categories');
      const names = given === '' ? moods : given.split(',').map((name) => name.trim());
      const labels = names.map((name, row) => ({
        handle: `case${row + 1}`,
        name,
        description: '',
      }));
      addClassify(mapping, labels, task(mapping, 'inputText'));
    },
    informationExtractor: (mapping) => {
      const own = parameters(mapping.node);
      const type = textAt(own, 'schemaType');
      const schema =
        type === 'fromJson'
          ? schemaOfExample(textAt(own, 'jsonSchemaExample'))
          : type === 'manual'
            ? textAt(own, 'inputSchema')
            : undefined;
      addExtract(mapping, listAt(objectAt(own, 'attributes'), 'attributes'), {
        ...task(mapping, 'text'),
        schema,
      });
    },
    chainSummarization: (mapping) => {
      addSummarize(mapping, task(mapping, 'text'));
      for (const field of ['response.text', 'output.text']) {
        const [part] = mapping.parts;
        if (part !== undefined) mapping.offer(field, part, 'text');
      }
    },
  };
}
