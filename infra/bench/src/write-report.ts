import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { latencyPicture } from './latency-picture.ts'
import { markdownOf, type Report } from './report-markdown.ts'

/** Writes `report.md`, `report.json` and a picture for each subject with latencies. */
export function writeReport(dir: string, report: Report): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'report.md'), markdownOf(report))
  writeFileSync(join(dir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  for (const { name, title, latencies } of report.subjects) {
    if (latencies.length === 0) continue
    const curves = latencies.map((one) => ({ name: one.name, points: one.curve }))
    writeFileSync(join(dir, `${name}.svg`), latencyPicture(title, curves))
  }
}
