import { type Address, one } from '../../data/address.ts'
import type { Answer, Params } from '../../data/contracts.ts'
import { counted, useAnswer } from '../../data/use-answer.ts'
import { DeadlineMeter, type MeterPart, SentenceOfCounts } from '../../elements/counts.tsx'
import { docketParams } from './docket-filters.ts'
import { words } from './words/index.ts'

/** 列表信息: how many there are of what, and how near their last days are; every number is the filter of its list. */
export function Summary({
  docket,
  values,
  params,
  set,
}: {
  docket: Answer<'proposals.docket'>
  values: Address
  params: Params<'proposals.docket'>
  set: (changes: { [name: string]: string | undefined }) => void
}) {
  const w = words.use()
  const { phase: _, state: __, ...others } = params
  const parts = docket.counts.filter(({ count }) => count > 0)
  const all = docket.counts.reduce((sum, { count }) => sum + count, 0)
  const phase = one(values['phase'])
  return (
    <div className="sum">
      <SentenceOfCounts
        lead={w.lead}
        tail={parts.length > 0 ? w.tail : w.tailAlone}
        total={{
          count: parts.length > 0 ? all : counted(docket),
          unit: w.pieces,
          current: phase === undefined,
          onChoose: () => set({ phase: undefined, state: undefined }),
        }}
        parts={parts.map(({ phase: key, count }) => ({
          key,
          label: w.phases[key],
          count,
          current: phase === key,
          onChoose: () => set({ phase: key, state: undefined }),
        }))}
      />
      <Meter others={others} set={set} />
    </div>
  )
}

/** The service counts what lies before each day; what lies between them is what is left. */
function Meter({
  others,
  set,
}: {
  others: Params<'proposals.docket'>
  set: (changes: { [name: string]: string | undefined }) => void
}) {
  const w = words.use()
  const { overdue: _, dueBy: __, replied: ___, sort: ____, direction: _____, ...rest } = others
  const base = { ...rest, phase: 'TO_REPLY' as const, limit: 1 }
  const quiet = { keep: true, staleTime: 30_000 }
  const all = exactly(useAnswer('proposals.docket', base, quiet).data)
  const over = exactly(useAnswer('proposals.docket', { ...base, overdue: 'true' }, quiet).data)
  const ten = exactly(useAnswer('proposals.docket', { ...base, ...dueWithin('10') }, quiet).data)
  const thirty = exactly(useAnswer('proposals.docket', { ...base, ...dueWithin('30') }, quiet).data)
  if (all === undefined || over === undefined || ten === undefined || thirty === undefined || all === 0) return null
  const within = (days: string) => () => set({ phase: 'TO_REPLY', within: days, overdue: undefined })
  const parts: readonly MeterPart[] = [
    {
      key: 'over',
      label: w.dues.over,
      count: over,
      onChoose: () => set({ phase: 'TO_REPLY', overdue: 'true', within: undefined }),
    },
    { key: 'near', label: w.dues.ten, count: Math.max(0, ten - over), onChoose: within('10') },
    { key: 'warn', label: w.dues.thirty, count: Math.max(0, thirty - ten), onChoose: within('30') },
    { key: 'ok', label: w.dues.beyond, count: Math.max(0, all - thirty) },
  ]
  return <DeadlineMeter title={w.meter(all)} parts={parts} />
}

const dueWithin = (within: string): Params<'proposals.docket'> => docketParams({ within })

/** Undefined of what was not counted to its end: nothing can be drawn of it. */
const exactly = (docket: Answer<'proposals.docket'> | undefined) => (docket?.totalIsCapped ? undefined : docket?.total)
