import { badInput } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { samples } from './samples.ts'
import { startSide } from './world.ts'

test(
  'every wrong request of every command and query is refused with a code and words, and changes nothing',
  { timeout: 240_000 },
  async () => {
    await using side = await startSide('青浦区')
    await using other = await startSide('吴江区')

    const report = await badInput(side.service, side.definition, await samples(side, other))

    expect(report.findings).toEqual([])
    const sent = Object.values(report.sent).reduce((sum, count) => sum + count, 0)
    expect(sent).toBeGreaterThan(1000)
  },
)
