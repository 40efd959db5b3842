import { spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { findNatsProgram, type NatsProgram } from '@lianxie/local'

/** Each nats-server of `--nats` or of `NATS_SERVERS`, else the one that is found on this machine. Throws for one that is none. */
export async function natsPrograms(
  named: readonly string[],
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<NatsProgram[]> {
  const listed = (env['NATS_SERVERS'] ?? '').split(delimiter).filter(Boolean)
  const paths = named.length > 0 ? named : listed
  if (paths.length === 0) return [await findNatsProgram(log)]
  return paths.map((path) => {
    const said = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''
    const [, version] = /^nats-server:? v?(\d+\.\d+\.\d+)/m.exec(said) ?? []
    if (version === undefined) throw new Error(`${path} is not a nats-server.`)
    return { kind: 'binary', path, version, from: '--nats' }
  })
}

/** How a report names a server: without the path of the machine that ran it. */
export const reportedAs = (program: NatsProgram): string =>
  program.kind === 'binary' ? `nats-server ${program.version}` : `nats-server ${program.image}`
