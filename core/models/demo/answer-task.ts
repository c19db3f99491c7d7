import { countShared, ideasOf } from './count-shared.ts';
import { truncate } from './words.ts';

/** A numbered passage, as flows put them before a question: `[1] guide.md`, then its text. */
const passage = /^\[(\d+)\][^\n]*\n([^]*?)(?=\n\s*\n\[\d+\]|(?![^]))/gm;

/**
 * What the demo model can do without understanding: the sentence of the numbered passages that has most words of the
 * question, or the first sentences of what shall be summarised. Undefined for every other task.
 */
export function answerTask(instructions: string, question: string): string | undefined {
  if (/^summari[sz]e\b/i.test(instructions)) return summarise(instructions, question);
  const [before, asked] = splitPassages(instructions, question);
  const passages = readPassages(before);
  if (passages.length === 0) return undefined;
  const ideas = ideasOf(asked);
  let best = { score: 0, sentence: '', number: '' };
  for (const { number, text } of passages) {
    for (const sentence of sentencesOf(text)) {
      const score = countShared(ideasOf(sentence), ideas);
      if (score > best.score) best = { score, sentence, number };
    }
  }
  return best.score === 0
    ? 'The passages do not say it. (A simulated answer: no AI is at work here.)'
    : `${best.sentence} [${best.number}]`;
}

/** The numbered passages of a text. */
export function readPassages(
  text: string,
): readonly { readonly number: string; readonly text: string }[] {
  return Array.from(text.matchAll(passage), ([, number = '', words = '']) => ({
    number,
    text: words,
  }));
}

/** The passages stand in the instructions, or in the question before what is asked. */
function splitPassages(instructions: string, question: string): readonly [string, string] {
  if (/^\[\d+\]/m.test(instructions)) return [instructions, question];
  const end = question.lastIndexOf('\n\n');
  return [question.slice(0, Math.max(0, end)), question.slice(end + 1)];
}

function summarise(instructions: string, text: string): string {
  const sentences = sentencesOf(text);
  const asPoints = /list of points/i.test(instructions);
  const count = /one sentence/i.test(instructions) ? 1 : 3;
  const chosen = sentences.slice(0, count).map((sentence) => truncate(sentence, 200));
  return asPoints ? chosen.map((sentence) => `- ${sentence}`).join('\n') : chosen.join(' ');
}

/** Headings, fences and the marks of lists are no sentences. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n|\n(?=[-*#|])/)
    .filter((part) => !/^\s*(#|```|\|)/.test(part))
    .flatMap((part) =>
      part
        .replace(/^\s*[-*]\s+/, '')
        .replaceAll(/\s+/g, ' ')
        .split(/(?<=[.!?。！？])\s+|(?<=[。！？])/),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
