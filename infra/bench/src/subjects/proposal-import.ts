import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@lianxie/client'
import { proposals as c } from '@lianxie/contracts'
import { countProposals, wuxingHistory } from '@lianxie/sample-data'
import type { Context, Figure } from '../subject.ts'

type Rig = Awaited<ReturnType<Context['rig']>>

/** Before the ten years of those that are there, whose numbers are taken. */
const FIRST_YEAR = 2001
const YEARS = 14
const MOST_SECONDS = 300

/** 历史导入: years of 吴兴 as neutral facts, each with proposals of its own, uploaded, previewed and imported. */
export async function importHistory(
  context: Context,
  rig: Rig,
): Promise<{ figures: Figure[]; problems: string[]; note: string }> {
  const service = rig.service('proposals')
  const file = Array.from({ length: YEARS }, (_, n) => yearOf(FIRST_YEAR + n)).join('')
  const { facts } = countProposals(file.split('\n'))
  const client = createClient({
    services: { proposals: service.url },
    token: () => rig.token({ id: 'staff_proposal', role: 'STAFF_PROPOSAL' }),
  })

  const began = performance.now()
  const uploaded = await client.fetch('proposals', '/proposals/history-imports?region=wuxing-cppcc', {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/x-ndjson' },
    once: true,
    timeoutMs: MOST_SECONDS * 1000,
  })
  const { importId } = (await uploaded.json()) as c.HistoryImportSummary
  const previewed = (performance.now() - began) / 1000

  const done = await context.measure(
    {
      name: 'import',
      processes: [
        { name: 'proposals', pid: service.pid },
        { name: 'PostgreSQL', pid: rig.postgres.pid },
      ],
      operations: () => facts,
    },
    async () => {
      await client.send(c.StartHistoryImport, { importId })
      for (const end = Date.now() + MOST_SECONDS * 1000; ; await pause(200)) {
        const run = await client.ask(c.HistoryImport, { importId, limit: 1 })
        if (run.state === 'FINISHED') return run
        if (Date.now() > end) throw new Error(`the import did not end in ${MOST_SECONDS} s: ${JSON.stringify(run)}`)
      }
    },
  )
  const seconds = (Date.parse(done.endedAt!) - Date.parse(done.startedAt!)) / 1000
  const imported = done.progress?.imported ?? 0
  return {
    figures: [{ name: 'history import', value: facts / seconds, unit: 'facts/s', gate: { atLeast: 1_000 } }],
    problems: imported === facts ? [] : [`${imported} of ${facts} facts were imported`],
    note: `${facts} facts of past years in ${file.length} characters: preview ${previewed.toFixed(1)} s, import ${seconds.toFixed(1)} s.`,
  }
}

const yearOf = (year: number) => wuxingHistory().replaceAll('2022-', `${year}-`).replaceAll(':p:', `:p${year}:`)
