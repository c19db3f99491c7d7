import type { Finding } from '../../core/model/finding.ts';

/** What is wrong, without the node's title in front: where it is shown, the title stands already. */
export function sentenceOf({ message, place }: Pick<Finding, 'message' | 'place'>): string {
  if (place.path[2] !== 'settings') return message;
  return message.replace(/^"[^"]*": /, '');
}
