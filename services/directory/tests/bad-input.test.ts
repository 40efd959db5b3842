import { badInput } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { directory } from '../src/app.ts'
import { samples } from './samples.ts'
import { start } from './world.ts'

test(
  'every wrong request of every command and query is refused with a code and words, and changes nothing',
  { timeout: 180_000 },
  async () => {
    await using service = await start()

    const report = await badInput(service, directory, await samples(service))

    expect(report.findings).toEqual([])
    const sent = Object.values(report.sent).reduce((sum, count) => sum + count, 0)
    expect(sent).toBeGreaterThan(1000)
  },
)
