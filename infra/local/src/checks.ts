import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { repoRoot } from './paths.ts'

interface Check {
  name: string
  command: string
  args: string[]
}

// The slow ones keep two cores busy; the others take a moment. The types are read as one program: package by package,
// each would read those under it again, which takes seven times as long.
const checks: Check[] = [
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'boundaries', command: 'turbo', args: ['boundaries'] },
  { name: 'types', command: 'tsc', args: ['-p', '.', '--checkers', '2'] },
  // What runs in a browser knows other things than what runs in Node.
  {
    name: 'types of pages',
    command: 'turbo',
    args: ['typecheck', '--filter=@lianxie/portal', '--filter=@lianxie/browser', '--filter=@lianxie/bench'],
  },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings', '.'] },
]

/** Everything that can be said about the code without running it. The output of a check is shown when it fails. */
export async function runChecks(): Promise<string[]> {
  const results = await Promise.all(checks.map(async (check) => ({ name: check.name, passed: await run(check) })))
  return results.filter(({ passed }) => !passed).map(({ name }) => name)
}

async function run({ name, command, args }: Check): Promise<boolean> {
  const started = performance.now()
  const child = spawn(command, args, { cwd: repoRoot, stdio: ['ignore', 'pipe', 'pipe'] })
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (code !== 0) console.log(`${stdout}${stderr}`.trim())
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  return code === 0
}
