import type { KeyboardEvent } from 'react';

/** How far a card's middle may lie from a column's and still be in it, px. */
const sameColumnPx = 40;

/** Arrow keys go to the next card of a grid in their direction; from the first row up to the search. */
export function moveBetweenCards(event: KeyboardEvent<HTMLElement>): void {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-template]')];
  const from = (event.target as Element).closest<HTMLElement>('[data-template]');
  const at = from === null ? -1 : cards.indexOf(from);
  if (from === null || at === -1) return;
  const next = findCard(event.key, cards, at);
  if (next === undefined && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const dialog = from.closest('[role="dialog"]');
  (next ?? dialog?.querySelector<HTMLElement>('[data-first-focus]'))?.focus();
}

function findCard(key: string, cards: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowRight':
      return cards[at + 1];
    case 'ArrowLeft':
      return cards[at - 1];
    case 'ArrowDown':
      return cards.slice(at + 1).find((card) => isUnder(card, cards[at]));
    case 'ArrowUp':
      return cards.slice(0, at).findLast((card) => isUnder(card, cards[at]));
    case 'Home':
      return cards[0];
    case 'End':
      return cards.at(-1);
    default:
      return undefined;
  }
}

function isUnder(card: HTMLElement, other: HTMLElement | undefined): boolean {
  if (other === undefined) return false;
  const [a, b] = [card.getBoundingClientRect(), other.getBoundingClientRect()];
  return Math.abs(a.left - b.left) < sameColumnPx && a.top !== b.top;
}
