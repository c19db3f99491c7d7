/** The bytes of an answer, pulled: what nobody reads stays in the socket, so a slow reader costs no memory. */
export interface AnswerBody {
  /** The bytes that have arrived, or the next ones; undefined at the end. Rejects when the connection breaks. */
  read(): Promise<Uint8Array | undefined>;
  /** Drops the connection; what has not been read is lost. */
  cancel(): void;
}
