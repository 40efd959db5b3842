import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repoRoot } from '../paths.ts'

// What is too long for every change, each with another seed each night: ten thousand histories of the joint protocol, all
// faults, supervision on several levels through the services of three committees, the bench, and the containers where there
// is Docker. One that fails does not keep the others from running. A gate
// of the bench that was missed fails the night too: nobody reads the report of a night that was quiet.
const seed = process.argv[2] ?? String(Math.floor(Date.now() / 86_400_000))
const node = (file: string, ...args: string[]) => [process.execPath, join(repoRoot, file), ...args]
const suites: Record<string, string[]> = {
  simulation: node('packages/joint-protocol/src/testing/simulate.ts', '--histories', '10000', '--seed', seed),
  faults: node('infra/faults/src/main.ts', '--seed', seed),
  levels: ['vitest', 'run', '--config', 'vitest.nightly.config.ts'],
  bench: node('infra/bench/src/main.ts', '--gates'),
  ...(dockerRuns() && { containers: [join(repoRoot, '.ci/containers')] }),
}

const failed: string[] = []
for (const [name, [command, ...args]] of Object.entries(suites)) {
  console.log(`\n── ${name} ──`)
  const { status, error } = spawnSync(command!, args, { cwd: repoRoot, stdio: 'inherit' })
  if (error) console.error(error.message)
  if (status !== 0) failed.push(name)
}
if (!('containers' in suites)) console.log('\nNo Docker here: the containers were left out.')
console.log(failed.length === 0 ? '\nThe night was quiet.' : `\nFailed: ${failed.join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)

function dockerRuns(): boolean {
  return spawnSync('docker', ['version', '--format', '{{.Server.Version}}']).status === 0
}
