#!/usr/bin/env node
// Kept to syntax that old versions of Node can read: they must get a sentence, not a crash.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

var oldestMajor = 24;
var root = dirname(dirname(fileURLToPath(import.meta.url)));
var entry = join(root, 'core', 'bin', 'cli.ts');

if (parseInt(process.versions.node, 10) >= oldestMajor) {
  import(pathToFileURL(entry).href).catch(fail);
} else {
  runBundledNode();
}

/** Starts the command line with the Node that npm installed beside it. */
function runBundledNode() {
  var platform = process.platform === 'win32' ? 'win' : process.platform;
  var packageName = 'node-' + platform + '-' + process.arch;
  var executable = process.platform === 'win32' ? 'node.exe' : 'node';
  var node = join(root, 'node_modules', packageName, 'bin', executable);
  if (!existsSync(node)) {
    console.error(
      'Millrace needs Node ' +
        oldestMajor +
        ' or newer; this is ' +
        process.versions.node +
        '. Install it from https://nodejs.org, or run "npm ci" where Millrace lies: it brings its own.',
    );
    process.exit(2);
  }
  var child = spawn(node, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; here it must not end the parent before the child has said its last.
  process.on('SIGINT', function () {});
  process.on('SIGTERM', function () {
    child.kill('SIGTERM');
  });
  child.on('error', fail);
  child.on('exit', function (code, signal) {
    process.exit(signal === null ? code : 1);
  });
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  process.exit(1);
}
