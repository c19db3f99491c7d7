/** Ids and titles made of class names, by class: a module is asked for them each time it runs. */
const madeNames = new WeakMap<object, { readonly id: string; readonly title: string }>();

/** The id of a kind: its own, or its class name in kebab-case. */
export function kindId(kind: { readonly kind: string; readonly name: string }): string {
  return kind.kind || namesOf(kind).id;
}

/** The title of a kind: its own, or its class name in words. */
export function kindTitle(kind: { readonly title: string; readonly name: string }): string {
  return kind.title || namesOf(kind).title;
}

function namesOf(kind: { readonly name: string }): { readonly id: string; readonly title: string } {
  const known = madeNames.get(kind);
  if (known) return known;
  const title = kind.name.replace(/Module$/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const made = { id: title.replaceAll(' ', '-').toLowerCase(), title };
  madeNames.set(kind, made);
  return made;
}
