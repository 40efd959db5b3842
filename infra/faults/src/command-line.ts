import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommandLine, writeProfile } from '@lianxie/cli'
import type { DeadEvent, WaitingEvent } from '@lianxie/client'
import type { Rig } from '@lianxie/local/rig'

/** `lianxie` as an operator of the committee types it. */
export interface CommandLine {
  /** Throws with the exit code and what it said when it does not end with 0. */
  run(...argv: string[]): Promise<unknown>
  dead(): Promise<(DeadEvent & { service: string })[]>
  waiting(): Promise<(WaitingEvent & { service: string })[]>
}

/** A profile for the committee in its folder, with the token of an operator. */
export async function openCommandLine(rig: Rig, services: Record<string, string>): Promise<CommandLine> {
  const token = join(rig.dir, 'operator.token')
  const profile = join(rig.dir, 'lianxie.profile.json')
  await writeFile(token, await rig.token({ id: 'operator', role: 'OPS' }), { mode: 0o600 })
  await writeProfile(profile, { committee: rig.committee, services, tokens: { OPS: token } })
  const run = async (...argv: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const code = await runCommandLine(['--profile', profile, '--lang', 'en', '--json', ...argv], {
      env: {},
      cwd: rig.dir,
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    })
    if (code !== 0)
      throw new Error(`lianxie ${argv.slice(0, 2).join(' ')} ended with ${code}: ${[...out, ...err].join(' ')}`)
    return JSON.parse(out.join('\n')) as unknown
  }
  const items = async <T>(...argv: string[]) => ((await run(...argv)) as { items: T[] }).items
  return {
    run,
    dead: () => items('dead', 'list', '--service', 'consultations'),
    waiting: () => items('waiting', 'list', '--service', 'consultations'),
  }
}
