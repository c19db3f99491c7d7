/** Reads the files of flows that other flows run as their parts. */
export interface FlowFiles {
  /**
   * The flow file at a path that is relative to the file `from`; `rootFile` is the flow that the run began with. Does
   * not wait, as checks of flows don't. Throws `flow_unreadable` for what cannot be read or lies outside the folder of
   * `rootFile`.
   */
  read(path: string, from: string, rootFile: string): FlowFile;
}

export interface FlowFile {
  /** Names the file for further reads and in the record. */
  readonly file: string;
  readonly text: string;
}
