import type { FlowDocument } from '../../core/model/flow-document.ts';

/** The wish, with a number behind it while another node has the same title. */
export function freeTitle(document: FlowDocument, wish: string): string {
  return titlesIn(document)(wish);
}

/** Gives each wish a title that neither a node of the document nor an earlier wish has. */
export function titlesIn({ nodes }: FlowDocument): (wish: string) => string {
  const taken = new Set(Object.values(nodes).map((node) => node.title));
  const numbers = new Map<string, number>();
  return (wish) => {
    const stem = wish.replace(/ \d+$/, '');
    let title = wish;
    let number = numbers.get(stem) ?? 2;
    for (; taken.has(title); number += 1) title = `${stem} ${number}`;
    numbers.set(stem, number);
    taken.add(title);
    return title;
  };
}
