import type { HostFile } from '../../core/api/host-bridge.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { parseFlow } from '../../core/model/flow-file.ts';
import type { Language } from '../i18n/set-up-i18n.ts';
import { templates } from './template-list.ts';
import type { Template, TemplateTag } from './template-list.ts';

/** A template with its flow, as a card shows it. */
export interface ShownTemplate extends Template {
  readonly document: FlowDocument;
  /** As `HostFile.place`. */
  readonly place?: string;
  /** The kinds that it uses, each once, from left to right. */
  readonly kinds: readonly string[];
}

const ending = /\.flow\.json$/;

/** The templates of these files in the list's order; a file that the list does not name comes last, under its own name. */
export function showTemplates(files: readonly HostFile[]): readonly ShownTemplate[] {
  const placeOf = new Map(templates.map(({ file }, at) => [file, at]));
  return files
    .flatMap(({ name, text, place }) => {
      const { document } = parseFlow(text);
      if (document === undefined) return [];
      const file = name.replace(ending, '');
      const at = placeOf.get(file);
      const template = at === undefined ? undefined : templates[at];
      const shown: ShownTemplate = {
        ...(template ?? describeUnlisted(file, document)),
        document,
        ...(place === undefined ? {} : { place }),
        kinds: kindsOf(document),
      };
      return [{ shown, at: at ?? templates.length }];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ shown }) => shown);
}

function kindsOf({ nodes, layout }: FlowDocument): readonly string[] {
  const entries = Object.entries(nodes).toSorted(([a], [b]) => {
    const [x = 0, y = 0] = layout[a] ?? [];
    const [otherX = 0, otherY = 0] = layout[b] ?? [];
    return x - otherX || y - otherY;
  });
  return [...new Set(entries.map(([, { kind }]) => kind))];
}

/** A flow of the person's own, made from a template; its name is in their language. */
export function copyTemplate(
  { document, en, zh }: ShownTemplate,
  language: Language,
): FlowDocument {
  const named =
    language === 'zh-CN' ? { name: zh.name, description: zh.sentence } : { name: en.name };
  return { ...document, id: crypto.randomUUID(), ...named };
}

function describeUnlisted(file: string, { name, description }: FlowDocument): Template {
  const [sentence = ''] = description.split(/(?<=\.)\s/);
  return { file, shelf: 'modules', tags: [], en: { name, sentence }, zh: { name, sentence } };
}

/** What a person looks for in the gallery. */
export interface TemplateWish {
  readonly query: string;
  /** Undefined for all. */
  readonly tag: TemplateTag | undefined;
}

/** The templates that have the tag and, in what they say, every word of the query; in the order given. */
export function findTemplates(
  shown: readonly ShownTemplate[],
  { query, tag }: TemplateWish,
  /** All the words that a template can be found by besides its own. */
  wordsOf: (template: ShownTemplate) => readonly string[],
): readonly ShownTemplate[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return shown.filter((template) => {
    if (tag !== undefined && !template.tags.includes(tag)) return false;
    const { en, zh, file } = template;
    const own = [file, en.name, en.sentence, zh.name, zh.sentence, ...wordsOf(template)];
    const text = own.join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
