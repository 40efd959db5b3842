import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { repoRoot } from './paths.ts'

/**
 * Runs a program of this repository with our own arguments and ends as it does. File names are meant where the command
 * was typed; npm changes into the root of the repository before that.
 */
export function runProgram(file: string): void {
  const cwd = process.env['INIT_CWD'] ?? process.cwd()
  const program = join(repoRoot, file)
  const child = spawn(process.execPath, [...process.execArgv, program, ...process.argv.slice(2)], {
    cwd,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  process.once('disconnect', () => child.kill('SIGHUP'))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
}
