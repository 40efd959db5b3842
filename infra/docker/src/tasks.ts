import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CommitteeId } from '@lianxie/contracts'
import { readConfig } from '@lianxie/service-kit'
import { z } from 'zod'
import { SERVICES, STATE } from './committee-place.ts'
import { mainJob } from './main-job.ts'
import { prepareCommittee } from './prepare-committee.ts'
import { prepareHub } from './prepare-hub.ts'
import { provisionCommittee } from './provision-committee.ts'

const url = (...protocols: string[]) => z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`) })
const host = z.string().regex(/^[a-z0-9-]*$/)

const Prepare = z.object({
  COMMITTEE: CommitteeId,
  /** Of whom PostgreSQL runs as. */
  POSTGRES_GROUP: z.coerce.number().int().positive().default(999),
  /** What the names of the containers begin with: `qingpu-` makes `http://qingpu-directory:8080`. */
  HOST_PREFIX: host.default(''),
})
const Provision = z.object({
  COMMITTEE: CommitteeId,
  POSTGRES_URL: url('postgres').default('postgres://postgres:5432'),
})
const Hub = z.object({
  HUB_NAME: z.string().default('hub'),
  HUB_ADMIN_URL: url('nats', 'tls').default('nats://hub:4222'),
})
const Job = z.object({ HUB_URL: url('nats', 'tls').default('nats://hub:4222') })

/** What the containers beside the services do, by name: `node src/main.ts prepare`. Settings come from the environment. */
export const tasks: Readonly<Record<string, (env: NodeJS.ProcessEnv) => Promise<void>>> = {
  async prepare(env) {
    const { COMMITTEE, POSTGRES_GROUP, HOST_PREFIX } = readConfig(Prepare, env)
    await prepareCommittee({
      committee: COMMITTEE,
      dir: STATE,
      postgresGroup: POSTGRES_GROUP,
      services: Object.fromEntries(SERVICES.map((service) => [service, `http://${HOST_PREFIX}${service}:8080`])),
      natsUrl: `nats://${HOST_PREFIX}nats:4222`,
    })
    console.log(`${COMMITTEE}: 密码与配置已备 passwords and configuration are ready`)
  },

  async provision(env) {
    const { COMMITTEE, POSTGRES_URL } = readConfig(Provision, env)
    await provisionCommittee({ committee: COMMITTEE, dir: STATE, server: POSTGRES_URL })
    console.log(`${COMMITTEE}: 数据库与角色已备 database and roles are ready`)
  },

  async 'prepare-hub'(env) {
    const { HUB_NAME, HUB_ADMIN_URL } = readConfig(Hub, env)
    await prepareHub({ dir: join(STATE, 'hub'), name: HUB_NAME, adminUrl: HUB_ADMIN_URL })
    console.log('交换节点配置已备 the hub’s configuration is ready')
  },

  async 'main-job'(env) {
    const { HUB_URL } = readConfig(Job, env)
    const dir = join(STATE, 'demo')
    await mkdir(dir, { recursive: true })
    console.log(await mainJob({ dir, hubDir: join(STATE, 'hub'), hubUrl: HUB_URL }))
  },
}
