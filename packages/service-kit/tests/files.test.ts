import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Refusal } from '@lianxie/contracts'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DOCUMENT_TYPES, type FileStore } from '../src/file-store.ts'
import { openFiles } from '../src/files.ts'

let folder: string
let files: FileStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  files = await openFiles(folder)
})
afterEach(() => rm(folder, { recursive: true }))

const options = { maxBytes: 1_000_000, allow: DOCUMENT_TYPES }
const pdf = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n')
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const keptFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

const zip = (entries: Record<string, string>) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)]))))
const officeFile = (mainType: string, more: Record<string, string> = {}) =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${mainType}+xml"/></Types>`,
    'word/document.xml': '<document/>',
    ...more,
  })
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
const DOCM = 'application/vnd.ms-word.document.macroEnabled.main'

test('a file is kept under its hash and read back byte for byte', async () => {
  const stored = await files.put(Readable.from([pdf.subarray(0, 5), pdf.subarray(5)]), {
    ...options,
    expectedSha256: sha256(pdf),
  })

  expect(stored).toEqual({ sha256: sha256(pdf), size: pdf.length, mediaType: 'application/pdf' })
  expect(await files.has(stored.sha256)).toBe(true)
  expect(await buffer(await files.open(stored.sha256))).toEqual(pdf)
  expect(await keptFiles()).toEqual([sha256(pdf)])
})

test('text is recognised by being valid UTF-8, also where a character is split between chunks', async () => {
  const text = Buffer.from('停车管理\n第二行\n')

  const stored = await files.put(Readable.from([text.subarray(0, 1), text.subarray(1)]), options)

  expect(stored.mediaType).toBe('text/plain')
})

test('a Word file is told from a zip by what is inside', async () => {
  const docx = await files.put(Readable.from([officeFile(DOCX)]), options)

  expect(docx.mediaType).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
})

test.each([
  ['a program', Buffer.from('\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0', 'latin1')],
  ['a plain zip', zip({ 'a.txt': 'a' })],
  ['a Word file with macros', officeFile(DOCM)],
  ['a zip that only names a Word part', zip({ 'word/evil.txt': 'x' })],
  ['a Word file that hides macros under a harmless type', officeFile(DOCX, { 'word/vbaProject.bin': 'x' })],
  ['a Word file that names a file outside of it', officeFile(DOCX, { '../../evil.txt': 'x' })],
  ['a Word file that was cut short', officeFile(DOCX).subarray(0, -30)],
  ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
  ['an SVG picture', Buffer.from('  <svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['text with control characters', Buffer.from('a\u0000b')],
  ['text in another encoding', Buffer.from([0xcd, 0xa3, 0xb3, 0xb5])],
  ['nothing at all', Buffer.alloc(0)],
])('%s is refused and leaves nothing behind', async (_, bytes) => {
  const put = files.put(Readable.from(bytes.length ? [bytes] : []), options)

  await expect(put).rejects.toMatchObject({ code: 'file.type', status: 415 })
  expect(await keptFiles()).toEqual([])
})

test('a file over the limit is cut off early and leaves nothing behind', async () => {
  let sent = 0
  const endless = new Readable({
    read() {
      sent += 10_000
      this.push(Buffer.alloc(10_000, 'a'))
    },
  })

  await expect(files.put(endless, { ...options, maxBytes: 100_000 })).rejects.toMatchObject({
    code: 'file.too_large',
    status: 413,
  })

  expect(endless.destroyed).toBe(true)
  expect(sent).toBeLessThan(400_000)
  expect(await keptFiles()).toEqual([])
})

test('a file of exactly the limit is kept', async () => {
  await expect(files.put(Readable.from([pdf]), { ...options, maxBytes: pdf.length })).resolves.toMatchObject({
    size: pdf.length,
  })
})

test('a file whose hash is another than announced is refused and leaves nothing behind', async () => {
  const put = files.put(Readable.from([pdf]), { ...options, expectedSha256: sha256(Buffer.from('other')) })

  await expect(put).rejects.toThrow(new Refusal('file.hash'))
  expect(await keptFiles()).toEqual([])
})

test('a stream that breaks off leaves nothing behind', async () => {
  const cut = Readable.from(
    (async function* () {
      yield pdf
      throw new Error('the client went away')
    })(),
  )

  await expect(files.put(cut, options)).rejects.toThrow('the client went away')
  expect(await keptFiles()).toEqual([])
})

test('a stream that was destroyed half way leaves nothing behind', async () => {
  const stream = new Readable({ read() {} })
  stream.push(pdf)
  const put = files.put(stream, options)
  stream.destroy()

  await expect(put).rejects.toThrow()
  expect(await keptFiles()).toEqual([])
})

test('two writers of the same file both succeed and keep it once', async () => {
  const stored = await Promise.all(Array.from({ length: 8 }, () => files.put(Readable.from([pdf]), options)))

  expect(new Set(stored.map((file) => file.sha256)).size).toBe(1)
  expect(await keptFiles()).toEqual([sha256(pdf)])
})

test('bytes that decayed on the disk fail the reading, and putting the file again heals it', async () => {
  const { sha256: hash } = await files.put(Readable.from([pdf]), options)
  await appendFile(join(folder, hash.slice(0, 2), hash), 'x')

  await expect(buffer(await files.open(hash))).rejects.toThrow('has changed')

  await files.put(Readable.from([pdf]), options)
  expect(await buffer(await files.open(hash))).toEqual(pdf)
})

test.each(['../../../etc/passwd', '..', '', 'a'.repeat(63), 'A'.repeat(64), `${'a'.repeat(62)}/x`, 'f'.repeat(64)])(
  'the name %j reaches no file',
  async (name) => {
    expect(await files.has(name)).toBe(false)
    expect(await files.remove(name)).toBe(false)
    await expect(files.open(name)).rejects.toThrow(new Refusal('file.not_found'))
  },
)

test('a removed file is gone', async () => {
  const { sha256: hash } = await files.put(Readable.from([pdf]), options)

  expect([await files.remove(hash), await files.remove(hash), await files.has(hash)]).toEqual([true, false, false])
})

test('what a crash left half written is cleared at the next start, but not what is being written', async () => {
  const [old, young] = [join(folder, 'incoming', 'old'), join(folder, 'incoming', 'young')]
  await writeFile(old, 'x')
  await writeFile(young, 'x')
  await utimes(old, new Date(0), new Date(0))

  await openFiles(folder)

  expect(await readdir(join(folder, 'incoming'))).toEqual(['young'])
})

test('a large file passes through without being held in memory', async () => {
  const size = 200 * 1024 * 1024
  const chunk = Buffer.alloc(256 * 1024, 'a')
  let peak = 0
  const before = process.memoryUsage().arrayBuffers
  const large = Readable.from(
    (function* () {
      yield pdf
      for (let sent = 0; sent < size; sent += chunk.length) {
        peak = Math.max(peak, process.memoryUsage().arrayBuffers - before)
        yield chunk
      }
    })(),
  )

  await files.put(large, { ...options, maxBytes: 2 * size })

  expect(peak).toBeLessThan(64 * 1024 * 1024)
})
