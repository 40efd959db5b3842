import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { repoRoot } from '../paths.ts'

// What is too long for every change, each with another seed each night: ten thousand histories of the joint protocol, all
// faults, supervision on several levels through the services of three committees, the stories by keyboard alone, the bench, the scanner where Debian's clamd
// is, and the containers where there is Docker. One that fails does not keep the others from running. A gate of the bench that
// was missed fails the night too: nobody reads the report of a night that was quiet.
const seed = process.argv[2] ?? String(Math.floor(Date.now() / 86_400_000))
const node = (file: string, ...args: string[]) => [process.execPath, join(repoRoot, file), ...args]
/** 全流程, which are told once more by keyboard alone. */
const STORIES = ['proposals', 'supervision', 'sign-in'].map((name) => `infra/browser/tests/${name}.test.ts`)
const suites: Record<string, string[]> = {
  simulation: node('packages/joint-protocol/src/testing/simulate.ts', '--histories', '10000', '--seed', seed),
  faults: node('infra/faults/src/main.ts', '--seed', seed),
  levels: ['vitest', 'run', '--config', 'vitest.nightly.config.ts'],
  keyboard: ['env', 'KEYBOARD=1', 'vitest', 'run', '--project', 'service', ...STORIES],
  bench: node('infra/bench/src/main.ts', '--gates'),
  ...(existsSync('/usr/sbin/clamd') && {
    scanner: node(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'service',
      'services/supervision/tests/scanner.test.ts',
    ),
  }),
  ...(dockerRuns() && { containers: [join(repoRoot, '.ci/containers')] }),
}

const failed: string[] = []
for (const [name, [command, ...args]] of Object.entries(suites)) {
  console.log(`\n── ${name} ──`)
  const { status, error } = spawnSync(command!, args, { cwd: repoRoot, stdio: 'inherit' })
  if (error) console.error(error.message)
  if (status !== 0) failed.push(name)
}
if (!('scanner' in suites))
  console.log('\nNo clamd here (Debian: clamav-daemon): the tests of the scanner were left out.')
if (!('containers' in suites)) console.log('\nNo Docker here: the containers were left out.')
console.log(failed.length === 0 ? '\nThe night was quiet.' : `\nFailed: ${failed.join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)

function dockerRuns(): boolean {
  return spawnSync('docker', ['version', '--format', '{{.Server.Version}}']).status === 0
}
