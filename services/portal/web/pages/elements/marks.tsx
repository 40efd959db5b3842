import type { Deadline } from '@lianxie/contracts'
import { DueChip } from '../../elements/due-chip.tsx'
import { Seal, type SealSize, type SealState, SealWithCaption } from '../../elements/seal.tsx'
import { type Stamp, StatusStamps } from '../../elements/status-stamp.tsx'

const SEALS: readonly [SealState, string, string, string | undefined][] = [
  ['signed', '虎丘', '2026-04-01T01:12:00.000Z', undefined],
  ['waiting', '秀洲', '2026-04-10T16:00:00.000Z', '4月10日截止'],
  ['offline', '新北', '2026-03-31T09:20:00.000Z', undefined],
  ['refused', '新吴', '2026-04-02T02:00:00.000Z', '理由已附'],
  ['disputed', '吴兴', '2026-04-02T02:00:00.000Z', '两份原文，见证据'],
  ['effective', '生效', '2026-04-08T08:31:00.000Z', undefined],
]
const SIZES: readonly SealSize[] = [26, 44, 64, 84]
const STAMPS: readonly Stamp[] = [
  { words: ['会办', '已会签'], state: 'ok' },
  { words: ['督办', '未审核'], state: 'waiting' },
  { words: ['委员', '未评价'], state: 'waiting' },
  { words: ['基本', '满意'], state: 'warn' },
  { words: ['跟踪', '办理'], state: 'ink' },
]

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const DEADLINE: Deadline = {
  due: '2026-04-30T16:00:00.000Z',
  date: '2026-04-30',
  calendarKnown: true,
  unknownYears: [],
  steps: [
    { code: 'start', date: '2026-01-30', zh: '起算：交办之日', en: 'From the day it was assigned' },
    { code: 'term', date: '2026-04-30', zh: '办理期限：3 个月（提案规则 2026-1 版第 5 条）', en: 'Three months' },
    { code: 'workday', date: '2026-04-30', zh: '星期四，工作日，不顺延', en: 'Thursday, a working day' },
  ],
}

/** Seals, stamps, chips, buttons, tags: in whichever theme stands around them. */
export function Marks() {
  return (
    <>
      <div className="ss">
        {SEALS.map(([state, committee, at, note]) => (
          <SealWithCaption key={state} state={state} committee={committee} at={at} {...(note && { note })} />
        ))}
      </div>
      <div className="row wrap">
        {SIZES.flatMap((size) =>
          SEALS.map(([state, committee]) => (
            <Seal key={`${size} ${state}`} size={size} state={state} committee={committee} silent />
          )),
        )}
        <Seal committee="吴江区" state="signed" version={3} at="2026-04-01T01:12:00.000Z" onOpen={() => undefined} />
      </div>
      <StatusStamps label="答复状态" stamps={STAMPS} />
      <div className="row wrap">
        <DueChip dueAt={inDays(118)} light="green" what="答复期限" deadline={DEADLINE} />
        <DueChip dueAt={inDays(27)} light="yellow" />
        <DueChip dueAt={inDays(7)} light="orange" />
        <DueChip dueAt={inDays(-2)} light="red" />
        <DueChip doneAt="2026-03-20T02:00:00.000Z" />
        <DueChip dueAt={inDays(6)} light="orange" plain />
      </div>
      <div className="row wrap">
        <button type="button" className="btn go">
          提交
        </button>
        <button type="button" className="btn sign">
          签署并生效
        </button>
        <button type="button" className="btn">
          退回补充
        </button>
        <button type="button" className="btn" disabled>
          待收齐
        </button>
        <span className="tag key">重点</span>
        <span className="tag joint">联动</span>
        <span className="tag blue">A 类</span>
        <span className="tag">并3</span>
      </div>
    </>
  )
}
