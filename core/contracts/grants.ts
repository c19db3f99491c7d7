/**
 * What the person at this machine lets flows reach. A flow can ask for folders and hosts; only the person grants them,
 * by options of the command line or by trust in the app. Read anew with every use, so a grant may come and go.
 */
export interface Grants {
  /** Absolute paths of folders whose files flows may read and write, with all that lies in them. */
  readonly folders: readonly string[];
  /**
   * Hosts that flows may call: `example.com`, with a port `example.com:8080`, every subdomain `*.example.com`, or all
   * public ones `*`. Addresses of this machine and of private networks are only reached by hosts that are named in full.
   */
  readonly hosts: readonly string[];
  /** Programs that flows may start, such as MCP servers: each a whole line, the program and its arguments. */
  readonly commands?: readonly string[];
}
