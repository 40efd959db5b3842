import { badInput } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { createNotices } from '../src/app.ts'
import { samples } from './samples.ts'
import { PUBLIC_URL, start } from './world.ts'

test(
  'every wrong request of every command and query is refused with a code and words, and changes nothing',
  { timeout: 180_000 },
  async () => {
    await using service = await start()

    const report = await badInput(service, createNotices({ publicUrl: PUBLIC_URL }), await samples(service))

    expect(report.findings).toEqual([])
    const sent = Object.values(report.sent).reduce((sum, count) => sum + count, 0)
    expect(sent).toBeGreaterThan(300)
  },
)
