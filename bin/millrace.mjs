#!/usr/bin/env node
import { runOnNode24 } from './run-on-node-24.mjs';

runOnNode24('core/bin/cli.ts', process.argv.slice(2));
