import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { directory } from '@lianxie/contracts'
import { createClient } from '@lianxie/client'
import { provisionDatabase } from '@lianxie/service-kit'
import { type TestIssuer, startTestIssuer } from '@lianxie/service-kit/test-issuer'
import { takeNatsAccount } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { until } from '../src/demo/side.ts'
import { freePort } from '../src/ports.ts'

const run = promisify(execFile)
const main = join(import.meta.dirname, '../../../services/directory/src/main.ts')
const committee = `p${process.pid}-cppcc`

let env: Record<string, string>
let issuer: TestIssuer
let files: string
let service: ChildProcess

// The directory as production runs it: one process, its settings in the environment.
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'lianxie-process-'))
  const database = committee.replaceAll('-', '_')
  const urls = await provisionDatabase({
    adminUrl: inject('adminUrl'),
    database,
    services: ['directory'],
    passwordOf: () => 'test',
  })
  const nats = await takeNatsAccount(inject('adminUrl'))
  issuer = await startTestIssuer(committee)
  env = {
    PATH: process.env['PATH']!,
    COMMITTEE: committee,
    DATABASE_URL: urls['directory']!,
    NATS_URL: nats.servers,
    NATS_USER: nats.auth.user,
    NATS_PASSWORD: nats.auth.pass,
    PORT: String(await freePort()),
    ISSUER: issuer.issuer,
    JWKS_URL: issuer.jwksUrl,
    FILES_DIR: files,
    LOG_LEVEL: 'warn',
  }
  service = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  await until('the service to be healthy', async () => (await health())?.status === 200)
})
afterAll(async () => {
  service?.kill('SIGKILL')
  await issuer?.stop()
  await rm(files, { recursive: true, force: true })
})

const health = () => fetch(`http://127.0.0.1:${env['PORT']}/health`).catch(() => undefined)

test('a service process serves commands, and its tables can be rebuilt beside it', async () => {
  const client = createClient({
    services: { directory: `http://127.0.0.1:${env['PORT']}` },
    token: () => issuer.tokenFor({ id: 'office', role: 'STAFF_OFFICE' }),
  })
  await client.send(directory.DefineSector, { name: '教育界', definedOn: '2022-01-01' })

  const { stdout } = await run(process.execPath, [main, 'rebuild', 'own'], { env })

  expect(JSON.parse(stdout)).toMatchObject({ events: 1 })
  const sectors = await client.ask(directory.Sectors, {})
  expect(sectors.items).toMatchObject([{ name: '教育界' }])
})

test('a wrong setting stops the start with its name', async () => {
  const failed = await run(process.execPath, [main], { env: { ...env, PORT: 'eighty' } }).catch(
    (error: { code: number; stderr: string }) => error,
  )

  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toMatch(/^directory cannot start: configuration: PORT/)
})

test('a service that is asked to stop ends in good order', async () => {
  service.kill('SIGTERM')
  const [code] = (await once(service, 'exit')) as [number]

  expect(code).toBe(0)
  expect(await health()).toBeUndefined()
})
