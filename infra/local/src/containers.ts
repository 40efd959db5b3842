import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GenericContainer, Wait } from 'testcontainers'
import { repoRoot } from './paths.ts'
import { testAccounts } from './test-accounts.ts'
import type { TestPlatform } from './test-platform.ts'

// As the embedded server of tests has it: what is in memory alone need not be written twice.
const settings = ['max_connections=200', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap(
  (one) => ['-c', one],
)

/** The same platform from the images that a deployment runs; needs a Docker engine. Chosen by `TEST_CONTAINERS=1`. */
export async function startContainers(): Promise<TestPlatform> {
  const password = 'for-tests-only'
  const locale = '--locale=C --lc-ctype=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8 --encoding=UTF8'
  const [postgres, nats] = await Promise.all([
    new GenericContainer(imageOf('POSTGRES_IMAGE'))
      .withEnvironment({ POSTGRES_PASSWORD: password, POSTGRES_INITDB_ARGS: locale })
      .withCommand(['postgres', ...settings])
      .withTmpFs({ '/var/lib/postgresql': 'rw' })
      .withExposedPorts(5432)
      // Twice: the image starts a first server only to create the cluster.
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
      .start(),
    new GenericContainer(imageOf('NATS_IMAGE'))
      .withCopyContentToContainer([
        { content: JSON.stringify({ ...testAccounts(), jetstream: { store_dir: '/data' } }), target: '/test.json' },
      ])
      .withCommand(['-c', '/test.json'])
      .withTmpFs({ '/data': 'rw' })
      .withExposedPorts(4222)
      .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
      .start(),
  ])
  return {
    adminUrl: `postgres://postgres:${password}@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`,
    natsUrl: `nats://${nats.getHost()}:${nats.getMappedPort(4222)}`,
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()])
    },
  }
}

/** As Compose reads the line `image: ${NAME:-default}` of the containers of a deployment. */
function imageOf(name: string): string {
  const templates = join(repoRoot, 'infra/docker/templates.yml')
  const usual = new RegExp(`image: \\$\\{${name}:-(.+)\\}`).exec(readFileSync(templates, 'utf8'))?.[1]
  if (usual === undefined) throw new Error(`expected an image by the name of ${name} in ${templates}`)
  return process.env[name] || usual
}
