/** An OpenAI-compatible connection as data: where its settings stand. A new provider is one more of these. */
export interface ConnectionDefinition {
  readonly id: string;
  readonly label: string;
  readonly baseUrl: { readonly default: string; readonly variable?: string };
  /** Name of the secret that holds the key. Servers on this machine need none. */
  readonly keyName: string;
  readonly models: { readonly default: string; readonly variable?: string };
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export const openAiDefinition: ConnectionDefinition = {
  id: 'openai',
  label: 'OpenAI-compatible',
  baseUrl: { default: 'https://api.openai.com/v1', variable: 'OPENAI_BASE_URL' },
  keyName: 'OPENAI_API_KEY',
  models: { default: 'gpt-4o-mini', variable: 'OPENAI_MODEL' },
};
