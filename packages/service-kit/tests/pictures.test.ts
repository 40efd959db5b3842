import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DOCUMENT_TYPES } from '../src/file-store.ts'
import { openFiles } from '../src/files.ts'
import { readPicture } from '../src/pictures/sound-picture.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterEach(() => rm(folder, { recursive: true }))

const keep = async (bytes: Buffer) => {
  const path = join(folder, 'picture')
  await writeFile(path, bytes)
  return path
}
const noise = { noise: { type: 'gaussian' as const, mean: 128, sigma: 40 } }
const photo = () => sharp({ create: { width: 640, height: 480, channels: 3, background: '#888', ...noise } })
const place = (latitude: string, ref: string) => ({
  IFD3: { GPSLatitudeRef: ref, GPSLatitude: latitude, GPSLongitudeRef: 'E', GPSLongitude: '120/1 38/1 3000/100' },
})

test('the place of a photo is read from its EXIF block', async () => {
  const north = await photo().withExif(place('31/1 9/1 1800/100', 'N')).jpeg().toBuffer()
  const south = await photo().withExif(place('31/1 9/1 1800/100', 'S')).jpeg().toBuffer()

  expect(await readPicture(await keep(north))).toEqual({
    width: 640,
    height: 480,
    place: { latitude: 31.155, longitude: 120.641667 },
  })
  expect((await readPicture(await keep(south))).place?.latitude).toBe(-31.155)
})

test('a photo without a place, or with one that cannot be, is kept without', async () => {
  const plain = await photo().png().toBuffer()
  const nowhere = await photo().withExif(place('131/1 9/1 0/1', 'N')).jpeg().toBuffer()

  expect(await readPicture(await keep(plain))).toEqual({ width: 640, height: 480 })
  expect(await readPicture(await keep(nowhere))).toEqual({ width: 640, height: 480 })
})

test.each(['jpeg', 'png'] as const)('a %s that was cut short is refused', async (format) => {
  const whole = await photo().toFormat(format).toBuffer()

  for (const share of [0.3, 0.9]) {
    const path = await keep(whole.subarray(0, Math.floor(whole.length * share)))
    await expect(readPicture(path)).rejects.toMatchObject({ code: 'file.broken' })
  }
})

test('a picture that would unpack to gigabytes is refused by its heading', async () => {
  await expect(readPicture(await keep(bombOf(50_000, 50_000)))).rejects.toMatchObject({ code: 'file.pixels' })
})

/** A PNG of few bytes that says it is huge. */
function bombOf(width: number, height: number): Buffer {
  const heading = Buffer.alloc(13)
  heading.writeUInt32BE(width, 0)
  heading.writeUInt32BE(height, 4)
  heading.set([1, 0, 0, 0, 0], 8)
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const rows = deflateSync(Buffer.alloc(1_000_000))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', heading),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const types = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

test('a Word file that unpacks beyond measure is refused and leaves nothing behind', async () => {
  const bomb = zipSync({
    '[Content_Types].xml': Buffer.from(types),
    'word/document.xml': new Uint8Array(64 * 1024 * 1024),
  })

  await expect(put(Buffer.from(bomb))).rejects.toMatchObject({ code: 'file.type' })
  expect(await kept()).toEqual([])
})

test('a Word file whose directory says less than it unpacks to is refused and leaves nothing behind', async () => {
  const bomb = Buffer.from(
    zipSync({ '[Content_Types].xml': Buffer.from(types), 'word/document.xml': new Uint8Array(16 * 1024 * 1024) }),
  )
  const honest = deflateRawSync(Buffer.alloc(16 * 1024 * 1024)).length
  expect(honest).toBeLessThan(100_000)
  // In the local heading and in the directory: sixteen bytes instead of sixteen million.
  const size = Buffer.alloc(4)
  size.writeUInt32LE(16 * 1024 * 1024)
  for (let at = bomb.indexOf(size); at >= 0; at = bomb.indexOf(size, at)) bomb.writeUInt32LE(16, at)

  await expect(put(bomb)).rejects.toMatchObject({ code: 'file.type' })
  expect(await kept()).toEqual([])
})

const put = async (bytes: Buffer) =>
  (await openFiles(folder)).put(Readable.from([bytes]), { maxBytes: 10_000_000, allow: DOCUMENT_TYPES })
const kept = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
