import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { supervision as c } from '@lianxie/contracts'
import { startTestService } from '@lianxie/service-kit/testing'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { startCuttingLine } from './cutting-line.ts'
import { finding, givenCommittee, givenReady, visit } from './given.ts'
import { offlinePhone } from './offline-phone.ts'

const FINDINGS = 20

/** Noise does not get smaller: some two megabytes. */
const photo = () =>
  sharp(randomBytes(900 * 800 * 3), { raw: { width: 900, height: 800, channels: 3 } })
    .withExif({
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 9/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 38/1 0/1' },
    })
    .jpeg({ quality: 90 })
    .toBuffer()

test(
  'twenty findings with photos, entered without a line and sent over one that breaks, are stored once and whole',
  { timeout: 120_000 },
  async () => {
    await using service = await startTestService(supervision)
    const given = await givenCommittee(service)
    const ready = await givenReady(service, given)
    await using line = await startCuttingLine(() => service.running.url)
    const phone = offlinePhone(await service.tokenOf(given.as.first))
    const held = visit(service, given, ready)
    phone.enter(c.RecordVisit, held)
    const photos = new Map<string, Buffer>()
    for (let n = 0; n < FINDINGS; n += 1) {
      const bytes = await photo()
      const ref = phone.photograph(bytes, `现场 ${n + 1}.jpg`, 'image/jpeg')
      photos.set(ref.sha256, bytes)
      phone.enter(c.RaiseFinding, finding(given, held.visitId, { files: [ref] }))
    }
    const everything = phone.copy()

    // The line breaks every one and a half megabytes, in the middle of a photo; once the service itself starts anew.
    let tries = 0
    for (; phone.waiting > 0; tries += 1) {
      line.cutAfter(1_500_000)
      await phone.sync(line.url).catch((error: unknown) => {
        if (line.cuts() === 0) throw error
      })
      if (tries === 5) await service.restart()
      expect(tries).toBeLessThan(200)
    }
    const cuts = line.cuts()
    line.mend()
    phone.restore(everything)
    await phone.sync(line.url)

    // Twelve megabytes, one and a half at a time; what a cut takes along is sent again, which is less where it comes late.
    expect(cuts).toBeGreaterThanOrEqual(7)
    const { runtime } = service.running
    const rows = await runtime.db.selectFrom('finding').select(['id', 'files']).execute()
    expect(rows.length).toBe(FINDINGS)
    expect((await service.events(c.FindingRaised)).length).toBe(FINDINGS)
    expect((await service.events(c.VisitRecorded)).length).toBe(1)
    const stored = await runtime.db.selectFrom('stored_file').select('sha256').execute()
    expect(new Set(stored.map(({ sha256 }) => sha256))).toEqual(new Set(photos.keys()))
    for (const sha256 of photos.keys()) {
      const response = await service.fetch(`/supervision/files/${sha256}`, { as: given.as.office })
      const hash = createHash('sha256').update(Buffer.from(await response.arrayBuffer()))
      expect(hash.digest('hex')).toBe(sha256)
    }
    const kept = await readdir(runtime.filesDir, { recursive: true, withFileTypes: true })
    expect(
      kept
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([...photos.keys()].toSorted())
    const shown = await service.ask(c.FindingById, { findingId: rows[0]!.id }, { as: given.as.second })
    expect(shown.files).toMatchObject([{ scan: 'NOT_SCANNED', latitude: 31.15, longitude: 120.633333 }])
  },
)
