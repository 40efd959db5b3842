import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { supervision as c } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { type Committee, finding, givenCommittee, givenVisited, refusalOf } from './given.ts'
import { hashOf, uploadClient } from './upload-client.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(supervision)
  given = await givenCommittee(service)
}, 60_000)
const instances: ChildProcess[] = []
afterAll(async () => {
  for (const instance of instances) instance.kill('SIGKILL')
  await service?.[Symbol.asyncDispose]()
})

const text = (size: number) => Buffer.alloc(size, 'notes of a visit\n')
const onDisk = async () =>
  (await readdir(service.running.runtime.filesDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted()
const photo = (place = {}) =>
  sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } })
    .withExif({ IFD0: { Artist: 'somebody' }, ...place })
    .jpeg()
    .toBuffer()

test('an upload goes on where it stopped, also on a service that started anew', async () => {
  const phone = uploadClient(service, given.as.first)
  const bytes = text(3000)
  const id = randomUUID()
  await phone.begin(id, bytes.length, hashOf(bytes))
  await phone.send(id, 0, bytes.subarray(0, 1000))
  await service.restart()

  const asked = await phone.ask(id)
  const wrong = await phone.send(id, 500, bytes.subarray(500))
  const rest = await phone.send(id, asked.offset!, bytes.subarray(asked.offset))

  expect([asked.offset, wrong.code, rest.status]).toEqual([1000, 'upload.offset', 204])
  const { body } = await phone.read(id)
  expect(body?.['file']).toEqual({ sha256: hashOf(bytes), size: 3000, mediaType: 'text/plain' })
  expect(await onDisk()).toContain(hashOf(bytes))
})

test('begun again it is the same upload, and another file under the id is refused', async () => {
  const phone = uploadClient(service, given.as.first)
  const id = randomUUID()
  await phone.begin(id, 100)
  await phone.send(id, 0, text(40))

  expect(await phone.begin(id, 100)).toMatchObject({ status: 201, offset: 40 })
  expect(await phone.begin(id, 101)).toMatchObject({ status: 409, code: 'upload.id_taken' })
  expect((await phone.cancel(id)).status).toBe(204)
  expect((await phone.ask(id)).status).toBe(404)
})

test('an upload belongs to who began it, and roles that hand in nothing begin none', async () => {
  const id = randomUUID()
  await uploadClient(service, given.as.first).begin(id, 100)
  const other = uploadClient(service, given.as.second)

  expect((await other.ask(id)).status).toBe(404)
  expect(await other.send(id, 0, text(100))).toMatchObject({ code: 'upload.not_found' })
  expect(await other.cancel(id)).toMatchObject({ code: 'upload.not_found' })
  expect(await other.begin(id, 7)).toMatchObject({ status: 201, offset: 0 })
  expect(await uploadClient(service, given.as.chair).begin(id, 7)).toMatchObject({ code: 'auth.forbidden' })
  await uploadClient(service, given.as.first).cancel(id)
  await other.cancel(id)
})

test('what is no document, too large, cut short, a bomb or of another hash is refused and leaves nothing behind', async () => {
  const phone = uploadClient(service, given.as.first)
  const before = await onDisk()
  const whole = await photo()
  const huge = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' } })
    .png({ compressionLevel: 9 })
    .toBuffer()

  const refused = [
    await phone.upload(Buffer.from('\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0', 'latin1')),
    await phone.upload(Buffer.from('<html><script>alert(1)</script></html>')),
    await phone.upload(whole.subarray(0, -400)),
    await phone.upload(huge),
    await phone.upload(text(100), hashOf(text(99))),
    await phone.begin(randomUUID(), 200_000_001),
    await phone.begin('../../etc/passwd', 10),
    await phone.begin(randomUUID(), 0),
  ].map(({ code }) => code)

  expect(refused).toEqual([
    'file.type',
    'file.type',
    'file.broken',
    'file.pixels',
    'file.hash',
    'file.too_large',
    'request.invalid',
    'request.invalid',
  ])
  expect(await onDisk()).toEqual(before)
  const rows = await service.running.runtime.db
    .selectFrom('file_upload')
    .where('sha256', 'is', null)
    .select('id')
    .execute()
  expect(rows).toEqual([])
})

test('names of files that are paths or turn their letters around are refused', async () => {
  const { visitId } = await givenVisited(service, given)
  const bytes = text(200)
  await uploadClient(service, given.as.first).upload(bytes)
  const named = (name: string) => {
    const file = { sha256: hashOf(bytes), name, size: bytes.length, mediaType: 'text/plain' }
    return refusalOf(service.try(c.RaiseFinding, finding(given, visitId, { files: [file] }), { as: given.as.first }))
  }

  expect(await named('现场.txt')).toBe('done')
  for (const name of ['../a.txt', 'a\\b.txt', '..', '.profile', 'a\u202Etxt.exe', 'a\u0007.txt']) {
    expect([name, await named(name)]).toEqual([name, 'request.invalid'])
  }
})

test('an account has so many unfinished uploads and no more', async () => {
  const phone = uploadClient(service, given.as.third)
  const ids = Array.from({ length: 100 }, () => randomUUID())
  for (const id of ids) expect((await phone.begin(id, 10)).status).toBe(201)

  const oneMore = await phone.begin(randomUUID(), 10)
  const again = await phone.begin(ids[0]!, 10)

  expect([oneMore.code, again.status]).toEqual(['upload.too_many', 201])
  for (const id of ids) await phone.cancel(id)
})

test('a unit is given a copy of a photo without place and name, the group the photo as it was taken', async () => {
  const { as } = given
  const { visitId, findingIds } = await givenVisited(service, given)
  const bytes = await photo({
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 9/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 38/1 0/1' },
  })
  const sha256 = hashOf(bytes)
  await uploadClient(service, as.first).upload(bytes)
  const file = { sha256, name: '现场.jpg', size: bytes.length, mediaType: 'image/jpeg' }
  const { visitId: _, ...revision } = finding(given, visitId, { findingId: findingIds[0]!, files: [file] })
  await service.send(c.ReviseFinding, revision, { as: as.first })
  await listFinding(findingIds[0]!)
  const download = async (by: Committee['as']['first']) => {
    const response = await service.fetch(`/supervision/files/${sha256}`, { as: by })
    return { scan: response.headers.get('x-file-scan'), bytes: Buffer.from(await response.arrayBuffer()) }
  }

  const whole = await download(as.second)
  const copy = await download(as.water)
  const again = await download(as.waterLeader)

  expect([whole.scan, hashOf(whole.bytes)]).toEqual(['NOT_SCANNED', sha256])
  const { exif, width } = await sharp(copy.bytes).metadata()
  expect([exif, width, copy.bytes.includes('somebody')]).toEqual([undefined, 64, false])
  expect(again.bytes.equals(copy.bytes)).toBe(true)
  const unit = await service.ask(c.FindingById, { findingId: findingIds[0]! }, { as: as.water })
  expect(unit.files).toEqual([{ ...file, scan: 'NOT_SCANNED' }])
})

/** Puts a finding on a list, as it is after it was sent to its unit. */
async function listFinding(findingId: string): Promise<void> {
  const { db } = service.running.runtime
  const { project_id } = await db
    .selectFrom('finding')
    .select('project_id')
    .where('id', '=', findingId)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  const list = { id, project_id, year: 2022, number: 1, approved_on: '2022-03-01', sent_at: new Date() }
  await db.insertInto('issue_list').values(list).execute()
  await db.updateTable('finding').set({ list_id: id, state: 'LISTED' }).where('id', '=', findingId).execute()
}

test('what an instance had received when it was killed is not sent again', { timeout: 60_000 }, async () => {
  const phone = uploadClient(service, given.as.first)
  const bytes = text(6_000_000)
  const id = randomUUID()
  await phone.begin(id, bytes.length, hashOf(bytes))
  const instance = await startInstance()
  const sending = request(`${instance.url}/supervision/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${await service.tokenOf(given.as.first)}`,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.length),
    },
  })
  const broken = once(sending, 'error')
  sending.write(bytes.subarray(0, 4_000_000))
  await service.until(async () => ((await phone.ask(id)).offset ?? 0) >= 3_000_000, 20_000)
  instance.process.kill('SIGKILL')
  await broken

  const { offset } = await phone.ask(id)
  const rest = await phone.send(id, offset!, bytes.subarray(offset))

  expect(offset).toBeGreaterThanOrEqual(3_000_000)
  expect(rest.status).toBe(204)
  expect(await onDisk()).toContain(hashOf(bytes))
})

/** Another instance of the service, as a process of its own that can be killed. */
async function startInstance(): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort()
  const main = new URL('../src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], ...service.environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  instances.push(child)
  const url = `http://127.0.0.1:${port}`
  await service.until(async () => {
    if (child.exitCode !== null) throw new Error(`the instance ended with ${child.exitCode}`)
    return fetch(`${url}/live`).then(
      ({ ok }) => ok,
      () => false,
    )
  }, 30_000)
  return { url, process: child }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

// The last one, as its clock runs ahead of the other instance's.
test('an upload that nobody continued is gone after a week, with its bytes', async () => {
  const phone = uploadClient(service, given.as.first)
  const before = await onDisk()
  const id = randomUUID()
  await phone.begin(id, 100)
  await phone.send(id, 0, text(60))
  expect((await onDisk()).length).toBe(before.length + 1)

  service.clock.advance(8 * 24 * 3_600_000)

  expect((await phone.ask(id)).status).toBe(404)
  await service.until(async () => (await onDisk()).length === before.length, 30_000)
})
