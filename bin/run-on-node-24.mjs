// Runs a TypeScript file on Node 24: this one if it is new enough, else the one that npm installed beside it.
// Kept to syntax that old versions of Node can read: they must get a sentence, not a crash.
// From package.json's scripts: node bin/run-on-node-24.mjs FILE [ARGUMENT ...]
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

var oldestMajor = 24;
var root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} file relative to the project's root
 * @param {string[]} args what the file finds in process.argv from index 2 on
 */
export function runOnNode24(file, args) {
  var entry = join(root, file);
  if (parseInt(process.versions.node, 10) < oldestMajor) {
    runBundledNode(entry, args);
    return;
  }
  process.argv.splice(1, process.argv.length - 1, entry, ...args);
  import(pathToFileURL(entry).href).catch(fail);
}

/**
 * @param {string} entry
 * @param {string[]} args
 */
function runBundledNode(entry, args) {
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
  var child = spawn(node, [entry].concat(args), { stdio: 'inherit' });
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

if (
  process.argv[1] !== undefined &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  runOnNode24(resolve(process.argv[2] || '').slice(root.length), process.argv.slice(3));
}
