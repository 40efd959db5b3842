import { EmptyState, LoadingBars, Note, OfflineBand } from '../../elements/states.tsx'

/** What stands where there is nothing, not yet, or no connection. */
export const Quiet = () => (
  <div className="g3">
    <section className="card">
      <EmptyState mark="待办" title="没有待您审查的提案" hint="新提交的提案会出现在这里。">
        <button type="button" className="btn">
          查看退办申请
        </button>
      </EmptyState>
    </section>
    <section className="card pad">
      <LoadingBars what="正在读取 311 件提案…" />
    </section>
    <section className="card pad stack">
      <OfflineBand since="2026-04-03T02:12:00.000Z" stored={3} />
      <Note kind="ok">已提交，流水号 2026-0418。</Note>
      <Note kind="warn">导入 147 行，成功 143 行，4 行有误。</Note>
      <Note kind="bad">账号或密码不正确。连续 5 次不正确，将锁定 15 分钟。</Note>
    </section>
  </div>
)
