/** Every reason for a difference, in plain words; `{name}` is filled in. */
export const noteSentences = {
  added_input: 'The input it takes for granted became a node of its own.',
  added_output: 'Its answer is handed out by an output node of its own.',
  became_setting: 'It became a setting of “{target}”.',
  braces_changed:
    'Double braces that name no value were spaced out, so that they are not read as variables.',
  branch_lost:
    'The branch “{branch}” of “{from}” does not hold it back: it has no input for the wire.',
  branches_meet: 'Several ways lead here; here it waits for all of them.',
  code_language: 'Its code is {language}; only JavaScript runs here.',
  code_rewritten: 'Its code takes its inputs in another way here; look it over.',
  code_stub: 'The file has no code for it: the function fails until you write it.',
  condition_unknown: 'Its condition cannot be written here: {what}.',
  conversation_variable: 'The conversation variable “{name}” keeps only its first value.',
  cycle_cut: 'The wire would close a circle; repeat with a loop instead.',
  defective: 'The file’s entry is damaged: {what}.',
  examples_moved: 'Examples of the conversation stand as text in its instructions.',
  expression_kept: 'The expression {expression} is not evaluated; it stands in the text as it is.',
  history_lost: 'It remembered the conversation; here each run starts anew.',
  input_taken: 'The input has a wire already, and takes one.',
  items_lost: 'It worked through many items one by one; here it runs once.',
  kind_missing: 'There is no module for it here.',
  knowledge_lost: 'Its knowledge is stored in {builder} and not in the file.',
  loop_values: 'Within a round, all nodes see the values that the round began with.',
  model_missing: 'The file does not say which model it asks.',
  no_input: '“{to}” has no input for it.',
  no_output: '“{from}” has no such output.',
  node_missing: 'It ends at a node that is not in the file.',
  option_lost: 'Not carried over: {what}.',
  order_lost: 'It no longer waits for “{from}”, since it takes no value from it.',
  passed_through: 'It changes nothing: its wires go past it.',
  part_not_picked: 'It takes the whole value of “{from}” instead of its part “{part}”.',
  schedule_lost: 'The flow starts when you run it; its own trigger is not kept.',
  secret_removed: 'A secret was left out; the flow names it “{name}”.',
  settings_refused: 'Its settings do not fit the module here: {what}',
  state_lost: 'It changed the flow’s shared state ({name}), which does not exist here.',
  template_kept: 'Its template has logic ({what}) that is kept as text.',
  tool_placeholder: 'The tool “{name}” has no counterpart here; a placeholder stands for it.',
  type_mismatch: 'The two ports do not fit.',
  unresolved: 'The value “{name}” is not known here; it stands in the text as it is.',
  unused_helper: 'Nothing here uses it; it is disabled.',
} as const;

/** Stable names of the reasons. */
export type NoteCode = keyof typeof noteSentences;

/** One reason, with the sentence and what it is made of. */
export interface ImportNote {
  readonly code: NoteCode;
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A note with its sentence filled in; long values are cut. */
export function createNote(
  code: NoteCode,
  params: Readonly<Record<string, string>> = {},
): ImportNote {
  const short = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, cut(value)]));
  const text = noteSentences[code].replaceAll(/\{(\w+)\}/g, (_all, key: string) =>
    Object.hasOwn(short, key) ? (short[key] ?? '') : '',
  );
  return { code, params: short, text };
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
