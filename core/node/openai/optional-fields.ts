/**
 * Fields that help but that some servers refuse; a request that fails over one is sent again without it.
 * `json_schema`: the schema of the answer goes into the instructions then, and `json_object` is asked for;
 * `json_object`: not even that.
 */
export type OptionalField =
  | 'stream_options'
  | 'skip_special_tokens'
  | 'max_tokens'
  | 'json_schema'
  | 'json_object'
  | 'include';

/** The optional field that a refusal names, if we sent it and can do without it. */
export function findRefusedField(message: string, body: object): OptionalField | undefined {
  if (message.includes('max_completion_tokens') && 'max_tokens' in body) return 'max_tokens';
  if (message.includes('skip_special_tokens') && 'skip_special_tokens' in body) {
    return 'skip_special_tokens';
  }
  if (/stream_options|include_usage/.test(message) && 'stream_options' in body) {
    return 'stream_options';
  }
  if ('include' in body && /\binclude\b|encrypted/i.test(message)) return 'include';
  const format = askedFormat(body);
  const namesFormat = /response_format|json_?schema|json_object|text\.format|structured|grammar/i;
  return format !== undefined && namesFormat.test(message) ? format : undefined;
}

/** What the body asks of the answer's form, where each dialect has it. */
function askedFormat(body: object): 'json_schema' | 'json_object' | undefined {
  const { response_format: chat, text } = body as {
    readonly response_format?: { readonly type: string };
    readonly text?: { readonly format?: { readonly type: string } };
  };
  const type = chat?.type ?? text?.format?.type;
  return type === 'json_schema' || type === 'json_object' ? type : undefined;
}
