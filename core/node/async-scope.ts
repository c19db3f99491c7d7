import { AsyncLocalStorage } from 'node:async_hooks';
import type { RunScope, ScopeStorage } from '../module/run-scope.ts';

/** Carries run scopes by Node's async context: parallel branches and runs never see each other's. */
export const asyncScope: ScopeStorage = new AsyncLocalStorage<RunScope>();
