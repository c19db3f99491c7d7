/** The secrets of a host: looked up by name, never listed with their values to anybody but the masker. */
export interface Secrets {
  /** The value, or undefined when there is no such secret. */
  get(name: string): string | undefined;
  /** All values that must never be recorded; read once when a run starts. */
  values(): readonly string[];
}
