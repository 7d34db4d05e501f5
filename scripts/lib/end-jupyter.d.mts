import type { ChildProcess } from 'node:child_process';

export function endJupyter(server: ChildProcess, mostS?: number): void;
