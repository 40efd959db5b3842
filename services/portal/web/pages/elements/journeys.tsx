import { DeadlineMeter, SentenceOfCounts } from '../../elements/counts.tsx'
import { OutboundPreview, Receipt } from '../../elements/crossing.tsx'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { RoutingSlip } from '../../elements/routing-slip.tsx'
import { Difference, VersionGraph } from '../../elements/versions.tsx'

const nothing = () => undefined

/** What tells a way: phases, the slip, versions, what leaves and what came of it. */
export function Journeys() {
  return (
    <>
      <section className="card pad stack">
        <SentenceOfCounts
          lead="共查询到"
          tail="提案，其中 "
          total={{ count: 311, unit: '件', current: true, onChoose: nothing }}
          parts={[
            { key: 'a', label: '待审查', count: 42, current: false, onChoose: nothing },
            { key: 'b', label: '办理中', count: 164, current: false, onChoose: nothing },
            { key: 'c', label: '已办结', count: 105, current: false, onChoose: nothing },
          ]}
        />
        <DeadlineMeter
          title="办理中 164 件的答复期限"
          parts={[
            { key: 'over', label: '超期', count: 3 },
            { key: 'near', label: '10 天内', count: 21 },
            { key: 'warn', label: '30 天内', count: 118 },
            { key: 'ok', label: '30 天以上', count: 22 },
          ]}
        />
        <PhaseBar
          label="协商进程"
          phases={[
            { key: '1', name: '选题', fact: '1月20日', state: 'done' },
            { key: '2', name: '调研', fact: '走访 6 次', state: 'done' },
            { key: '3', name: '协商会', fact: '4月14日', state: 'now' },
            { key: '4', name: '报送', state: 'later' },
            { key: '5', name: '反馈', state: 'later' },
            { key: '6', name: '跟踪', state: 'later' },
          ]}
        />
      </section>
      <RoutingSlip
        days={82}
        onExport={nothing}
        entries={[
          { key: '1', at: '2026-01-11T02:00:00.000Z', matter: '提交', by: '道场乡联络组 → 提案委', state: 'done' },
          {
            key: '2',
            at: '2026-01-30T02:00:00.000Z',
            matter: '交办',
            by: '提案委 → 区文旅局',
            due: '2026-04-30',
            state: 'done',
          },
          {
            key: '3',
            at: '2026-04-01T02:00:00.000Z',
            matter: '会办意见',
            by: '区交通局',
            note: '迟于期限 2 天',
            due: '2026-03-30',
            state: 'late',
          },
          {
            key: '4',
            at: '2026-04-03T02:00:00.000Z',
            matter: '答复拟稿',
            by: '区文旅局',
            due: '2026-04-30',
            state: 'now',
          },
          { key: '5', at: '2026-05-30', matter: '委员评价', due: '2026-05-30', state: 'next' },
        ]}
      />
      <section className="card">
        <div className="pad">
          <VersionGraph
            label="版本"
            versions={[
              { id: '1', label: '第 1 版', parents: [], state: 'done' },
              { id: '2a', label: '秀洲 第 2 版', parents: ['1'], state: 'rival' },
              { id: '2b', label: '新北 第 2 版', parents: ['1'], state: 'rival' },
              { id: '3', label: '第 3 版', parents: ['2a', '2b'], state: 'now' },
            ]}
          />
        </div>
        <Difference
          label="第 2 版与第 3 版"
          clauses={[
            { key: '1', parts: [{ text: '各区科技局共同建立仪器目录，按季度更新。' }] },
            {
              key: '2',
              mark: '秀洲 提出',
              parts: [
                { text: '各区于 2026年' },
                { text: '6月30日', change: 'removed' },
                { text: '5月31日', change: 'added' },
                { text: '前明确牵头单位。' },
              ],
            },
          ]}
        />
      </section>
      <OutboundPreview
        recipients={['政协苏州市虎丘区委员会', '政协嘉兴市秀洲区委员会']}
        goes={[
          { field: '标题', value: '大型科研仪器共享互认', kind: '联动' },
          { field: '指纹', value: <span className="fingerprint">9f3c 51ab 07de 4410</span> },
        ]}
        stays={[{ field: '委员姓名与联系方式', why: '仅在本方名录' }]}
        onConfirm={nothing}
      />
      <Receipt code="QX7K92MH" state="提案委已收到">
        <p className="small sub">您 4月3日 反映的相似情况已登记。</p>
      </Receipt>
    </>
  )
}
