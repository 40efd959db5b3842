import { join } from 'node:path'
import { claim } from '../claim.ts'
import { findNatsProgram } from '../nats-program.ts'
import { startNats } from '../nats-server.ts'
import { stateDir } from '../paths.ts'
import { startPostgres } from '../postgres.ts'
import { step } from '../progress.ts'
import { askedToStop } from '../stop-signals.ts'

// The servers that three committees and their hub stand on, until Ctrl-C.
const committees = ['qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc']
const stopping = askedToStop()
const log = (line: string) => console.error(line)
const running: { name: string; exited: Promise<string>; stop: () => Promise<void> }[] = []

try {
  await claim(stateDir)
  const postgres = await step('Starting PostgreSQL', () =>
    startPostgres({ dataDir: join(stateDir, 'postgres'), durable: true, log }),
  )
  running.push({ name: 'PostgreSQL', ...postgres })
  console.log(`  PostgreSQL      127.0.0.1:${postgres.port}, data in ${postgres.dataDir}`)
  const program = await findNatsProgram(log)
  for (const name of ['hub', ...committees]) {
    const nats = await step(`Starting nats-server ${name}`, () =>
      startNats({ name, dir: join(stateDir, 'nats', name), program, log }),
    )
    running.push({ name, ...nats })
    console.log(`  ${name.padEnd(15)} ${nats.url}`)
  }
  console.log('Up. Ctrl-C stops everything.')
  const first = await Promise.race([stopping.then(() => undefined), ...running.map(({ exited }) => exited)])
  if (first !== undefined) throw new Error(`${first} while it was needed; everything else is stopped.`)
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  for (const server of running.reverse()) await step(`Stopping ${server.name}`, server.stop)
}
process.exit()
