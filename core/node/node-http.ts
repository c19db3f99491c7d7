/**
 * Node's HTTP. An ES import of `node:http` reads every export of it, and reading `WebSocket` there loads Node's whole fetch
 * client: 14 MB of memory and many milliseconds that nothing here uses.
 */
export const http = process.getBuiltinModule('node:http');

/** Node's HTTPS, which stands on the same module. */
export const https = process.getBuiltinModule('node:https');
