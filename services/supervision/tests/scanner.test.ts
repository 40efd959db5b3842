import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { supervision as c } from '@lianxie/contracts'
import { clamd } from '@lianxie/service-kit'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, finding, givenCommittee, givenVisited, refusalOf } from './given.ts'
import { hashOf, uploadClient } from './upload-client.ts'

const CLAMD = '/usr/sbin/clamd'
const isInstalled = existsSync(CLAMD)
/** What the test's own signature finds; harmless text. */
const HARMFUL = 'this-is-what-the-signature-of-the-test-finds'

let folder: string
let daemon: ChildProcess | undefined
let service: TestService
let given: Committee

beforeAll(async () => {
  if (!isInstalled) {
    process.stderr.write(
      `the tests of the scanner are skipped: ${CLAMD} is not here (Debian: apt-get install clamav-daemon)\n`,
    )
    return
  }
  folder = await mkdtemp(join(tmpdir(), 'clamd-'))
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'test.ndb'), `Lianxie.Test:0:*:${Buffer.from(HARMFUL).toString('hex')}\n`)
  await writeFile(
    join(folder, 'clamd.conf'),
    [`DatabaseDirectory ${folder}`, `LocalSocket ${folder}/clamd.ctl`, 'Foreground yes', ''].join('\n'),
  )
  service = await startTestService(supervision, { clamdUrl: `unix://${folder}/clamd.ctl` })
  given = await givenCommittee(service)
}, 60_000)
afterAll(async () => {
  daemon?.kill('SIGKILL')
  await service?.[Symbol.asyncDispose]()
  if (folder) await rm(folder, { recursive: true })
})

async function startDaemon(): Promise<void> {
  daemon = spawn(CLAMD, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  const scanner = clamd(`unix://${folder}/clamd.ctl`)
  await service.until(
    () =>
      scanner.ping().then(
        () => true,
        () => false,
      ),
    30_000,
  )
}

const scanOf = async (sha256: string) =>
  (await service.fetch(`/supervision/files/${sha256}`, { as: given.as.office })).headers.get('x-file-scan')

test.skipIf(!isInstalled)(
  'a file that came while clamd was away is not called clean, and is scanned when it returns (skipped without clamd)',
  { timeout: 60_000 },
  async () => {
    const { as } = given
    const { visitId } = await givenVisited(service, given)
    const phone = uploadClient(service, as.first)
    const fine = Buffer.from('notes of the visit')
    const harmful = Buffer.from(`notes and ${HARMFUL}`)
    const refer = (bytes: Buffer) => {
      const file = { sha256: hashOf(bytes), name: '记录.txt', size: bytes.length, mediaType: 'text/plain' }
      return service.try(c.RaiseFinding, finding(given, visitId, { files: [file] }), { as: as.first })
    }
    await phone.upload(fine)
    await phone.upload(harmful)
    expect([await refusalOf(refer(fine)), await refusalOf(refer(harmful))]).toEqual(['done', 'done'])
    expect(await scanOf(hashOf(fine))).toBe('NOT_SCANNED')

    await startDaemon()
    service.clock.advance(3_600_000)
    await service.until(async () => (await scanOf(hashOf(fine))) === 'CLEAN', 30_000)

    const download = await service.fetch(`/supervision/files/${hashOf(harmful)}`, { as: as.office })
    expect([download.status, ((await download.json()) as { code: string }).code]).toEqual([422, 'file.infected'])
    expect(await refusalOf(refer(harmful))).toBe('file.infected')
    const { items } = await service.ask(c.Findings, { visitId }, { as: as.office })
    const shown = await Promise.all(
      items.map(({ findingId }) => service.ask(c.FindingById, { findingId }, { as: as.office })),
    )
    expect(shown.flatMap(({ files }) => files.map(({ scan }) => scan)).toSorted()).toEqual(['CLEAN', 'INFECTED'])
  },
)

test.skipIf(!isInstalled)(
  'what clamd finds something in is refused and leaves nothing behind (skipped without clamd)',
  async () => {
    const phone = uploadClient(service, given.as.first)
    const harmful = Buffer.from(`a second file with ${HARMFUL}`)
    const put = await service.fetch('/supervision/files', { method: 'PUT', body: harmful, as: given.as.first })

    const uploaded = await phone.upload(harmful)
    const clean = await phone.upload(Buffer.from('another note'))

    expect([put.status, uploaded.code, clean.status]).toEqual([422, 'file.infected', 204])
    const scans = await service.running.runtime.db.selectFrom('file_scan').selectAll().execute()
    const stateOf = (bytes: Buffer) => scans.find(({ sha256 }) => sha256 === hashOf(bytes))?.['state'] as unknown
    expect([stateOf(Buffer.from('another note')), stateOf(harmful)]).toEqual(['CLEAN', undefined])
    const kept = await readdir(service.running.runtime.filesDir, { recursive: true })
    expect(kept.filter((name) => name.endsWith(hashOf(harmful)) || /^(uploads|incoming)\/./.test(name))).toEqual([])
  },
)
