// How long a list takes, and what it does to the event loop: node packages/office-documents/scripts/measure-table.ts [rows] [columns]
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { officeFiles } from '../src/index.ts'
import type { Cell, Column } from '../src/index.ts'

const WORDS = Array.from('停车管理老旧小区改造养老服务教育均衡发展乡村振兴数字经济生态环境河道治理公共卫生文化旅游')
const [rows = 10_000, width = 20] = process.argv.slice(2).map(Number)

const columns = Array.from({ length: width }, (_, at): Column => {
  if (at % 10 === 3) return { header: `第${at}列`, kind: 'date' }
  return { header: `第${at}列`, kind: at % 10 === 5 ? 'integer' : 'text' }
})

function* made(): Generator<Cell[]> {
  // A fixed sequence, so that two runs write the same texts.
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % below
  }
  const text = (length: number) => Array.from({ length }, () => WORDS[next(WORDS.length)]).join('')
  for (let row = 1; row <= rows; row += 1) {
    yield columns.map(({ kind }, at) => {
      if (kind === 'date') return `2022-0${1 + next(9)}-15`
      return kind === 'integer' ? next(100_000) : text(at === 1 ? 60 : 12)
    })
  }
}

await using files = officeFiles()
for (const round of [1, 2, 3]) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const [start, before] = [performance.now(), performance.eventLoopUtilization()]
  let bytes = 0
  for await (const piece of files.writeTable({ sheet: '清单', columns, rows: made() })) bytes += piece.length
  const busy = performance.eventLoopUtilization(before).utilization
  delay.disable()
  console.log({
    round,
    ms: Math.round(performance.now() - start),
    megabytes: Number((bytes / 1e6).toFixed(1)),
    loopDelayP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
    loopDelayMaxMs: Number((delay.max / 1e6).toFixed(1)),
    loopBusy: `${Math.round(busy * 100)} %`,
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
  })
}
