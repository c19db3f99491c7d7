import type { Field } from '../../core/model/field.ts';
import type { FlowDocument, FlowNode } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { stringifySorted } from '../../core/shared/json.ts';
import type { JsonValue } from '../../core/shared/json.ts';
import { setSetting } from '../document/flow-edits.ts';
import { removeSetting } from '../document/setting-edits.ts';

/** A selected node with its kind. */
export interface Member {
  readonly nodeId: string;
  readonly node: FlowNode;
  readonly kind: KindDescriptor;
}

/** What a setting is at one node or several. */
export interface SharedValue {
  /** The first node's, where they differ. */
  readonly value: JsonValue;
  readonly isMixed: boolean;
  /** At some node it is another than its kind's own. */
  readonly isChanged: boolean;
}

/** The fields that all kinds have alike, in the order of the first; what is shown differently can not be set together. */
export function listSharedFields(kinds: readonly KindDescriptor[]): readonly Field[] {
  const [first, ...others] = [...new Set(kinds)];
  return (first?.fields ?? []).filter((field) =>
    others.every(({ fields }) => fields.some((other) => isSameField(field, other))),
  );
}

/** Help may tell more at one kind than at another; everything else decides how the value is edited. */
function isSameField(a: Field, b: Field): boolean {
  const plain = ({ help: _help, placeholder: _placeholder, ...rest }: Field): string =>
    stringifySorted(JSON.parse(JSON.stringify(rest)) as JsonValue);
  return a.key === b.key && a.type === b.type && plain(a) === plain(b);
}

/** A setting's value over all members. */
export function readShared(members: readonly Member[], key: string): SharedValue {
  const values = members.map((member) => valueOf(member, key));
  const [value = null] = values;
  return {
    value,
    isMixed: values.some((other) => !isSame(other, value)),
    isChanged: members.some(
      (member, at) => !isSame(values[at] ?? null, member.kind.defaultSettings[key] ?? null),
    ),
  };
}

/** A node's own value, else its kind's. */
function valueOf({ node, kind }: Member, key: string): JsonValue {
  return node.settings[key] ?? kind.defaultSettings[key] ?? null;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return stringifySorted(a) === stringifySorted(b);
}

/** Gives each member its kind's own value again. */
export function resetShared(
  document: FlowDocument,
  members: readonly Member[],
  key: string,
): FlowDocument {
  return members.reduce((flow, { nodeId, kind }) => {
    const standard = kind.defaultSettings[key];
    return standard === undefined
      ? removeSetting(flow, nodeId, key)
      : setSetting(flow, nodeId, key, structuredClone(standard));
  }, document);
}

/** Fields whose words hold all of the query's. */
export function findFields(
  fields: readonly Field[],
  query: string,
  words: (english: string) => string,
): readonly Field[] {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean);
  return fields.filter(({ key, label, help = '' }) => {
    const text = `${words(label)} ${label} ${key} ${words(help)}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
}
