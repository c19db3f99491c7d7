import type { NodeMapping } from './node-mapping.ts';

/** What a field’s longest part is offered as, and the path that is left. */
export function longestOffer(source: NodeMapping, field: string): readonly [string, string] {
  let prefix = field;
  while (prefix !== '' && !source.offers.has(prefix)) {
    prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')));
  }
  return [prefix, prefix === '' ? field : field.slice(prefix.length + 1)];
}

/** `a.b c.0` as an expression; undefined for what is no path. */
export function writePath(path: string): string | undefined {
  if (path.length > 300) return undefined;
  const steps = path.split('.').filter((step) => step !== '');
  if (steps.length === 0) return undefined;
  let written = '$';
  for (const step of steps) {
    if (/^\d{1,6}$/.test(step)) written += `[${step}]`;
    else if (step.includes('`')) return undefined;
    else written += /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `.\`${step}\``;
  }
  return written;
}
