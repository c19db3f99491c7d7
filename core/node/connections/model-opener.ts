import type { ChatModel } from '../../contracts/chat.ts';
import type { Embedder, Reranker } from '../../contracts/embedding.ts';
import type { ConnectionSettings } from '../../model/connection-settings.ts';
import { withFallbacks } from '../../models/conduct/with-fallbacks.ts';
import { createDemoEmbedder, createDemoReranker } from '../../models/demo/demo-embedder.ts';
import { createDemoModel } from '../../models/demo/demo-model.ts';
import { shippedFormats } from '../../stream/formats/raw-formats.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import type { ProviderTimeouts } from '../openai/request-watch.ts';
import type { ConnectionDefinition } from './connection-definition.ts';
import { openEmbedder, openReranker } from './open-embedder.ts';
import { openEndpoint } from './open-endpoint.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';
import type { HostValues, ResolvedEndpoint } from './resolve-endpoint.ts';

/** What was opened, and the setting it was opened for. */
interface Opened<Model> {
  readonly setting: string;
  readonly model: Model;
}

/** What a connection's settings are, and where its address comes from. */
interface SettingsSource {
  /** Throws `unknown_connection`. */
  settingsOf(id: string): ConnectionSettings;
  definitionOf(id: string): ConnectionDefinition | undefined;
}

interface OpenerOptions extends HostValues {
  readonly timeouts?: ProviderTimeouts;
  readonly formats?: RawFormats;
}

/** Opens models, one for each setting: so limits are shared, and what a server refused is learnt once. */
export class ModelOpener {
  readonly #options: OpenerOptions;
  readonly #source: SettingsSource;
  readonly #demo: ChatModel;
  readonly #models = new Map<string, Opened<ChatModel>>();
  readonly #embedders = new Map<string, Opened<Embedder>>();
  readonly #rerankers = new Map<string, Opened<Reranker>>();

  constructor(options: OpenerOptions, source: SettingsSource) {
    this.#options = options;
    this.#demo = createDemoModel({ formats: options.formats ?? shippedFormats });
    this.#source = source;
  }

  open(id: string): ChatModel {
    const model = this.#openAlone(id);
    if (id === 'demo') return model;
    const { fallbacks = [] } = this.#source.settingsOf(id);
    if (fallbacks.length === 0) return model;
    const others = fallbacks.map((fallback) => ({
      label: [fallback.connection, fallback.model].filter((name) => name !== undefined).join(' · '),
      // Without its own fallbacks: two connections may name each other.
      open: () => this.#openAlone(fallback.connection),
      change: { model: fallback.model ?? '' },
    }));
    return withFallbacks(model, others, id);
  }

  openEmbedder(id: string): Embedder {
    if (id === 'demo') return createDemoEmbedder();
    return this.#once(this.#embedders, id, openEmbedder);
  }

  openReranker(id: string): Reranker {
    if (id === 'demo') return createDemoReranker();
    return this.#once(this.#rerankers, id, openReranker);
  }

  #openAlone(id: string): ChatModel {
    if (id === 'demo') return this.#demo;
    return this.#once(this.#models, id, (endpoint, timeouts) =>
      openEndpoint(endpoint, timeouts, this.#options.formats),
    );
  }

  /** What was opened for the same setting before, or a new one. */
  #once<Model>(
    opened: Map<string, Opened<Model>>,
    id: string,
    open: (endpoint: ResolvedEndpoint, timeouts: ProviderTimeouts) => Model,
  ): Model {
    const settings = this.#source.settingsOf(id);
    const baseUrlName = this.#source.definitionOf(id)?.baseUrl.variable;
    const endpoint = resolveEndpoint(settings, this.#options, baseUrlName);
    const setting = JSON.stringify(endpoint);
    const known = opened.get(id);
    if (known?.setting === setting) return known.model;
    const model = open(endpoint, this.#options.timeouts ?? {});
    opened.set(id, { setting, model });
    return model;
  }
}
