import { useKept } from '../../data/kept-count.ts'
import { type Draft, type Finding, isBlank, owedOf } from './draft.ts'
import { words } from './words/index.ts'

type Standing = 'WRITING' | 'READY' | 'OFFLINE' | 'SENDING' | 'SENT' | 'REFUSED'
const LOOKS: Record<Standing, string> = {
  WRITING: 'do',
  READY: 'wait',
  OFFLINE: 'wait',
  SENDING: 'do',
  SENT: 'ok',
  REFUSED: 'bad',
}

/** 本机待提交: each thing that the service does not have yet, and what it waits for. */
export function Queue({
  draft,
  openId,
  onOpen,
}: {
  draft: Draft
  openId: string | undefined
  onOpen: (findingId: string) => void
}) {
  const w = words.use()
  const { since } = useKept()
  const isOffline = !navigator.onLine || since !== undefined
  const standing = (one: { sent?: true; refused?: unknown }, isOpen: boolean): Standing => {
    if (one.sent) return 'SENT'
    if (one.refused) return 'REFUSED'
    if (draft.state === 'WRITING') return isOpen ? 'WRITING' : isOffline ? 'OFFLINE' : 'READY'
    return isOffline ? 'OFFLINE' : 'SENDING'
  }
  const visit = standing({ ...(draft.recorded && { sent: true }), refused: draft.refused }, false)
  const owed = owedOf(draft)
  return (
    <section className="card">
      <h2>{owed > 0 ? w.queue(owed) : w.allSent}</h2>
      <ul className="queue" aria-live="polite">
        {draft.findings.map((finding, at) => (
          <li key={finding.findingId}>
            <Named
              finding={finding}
              number={at + 1}
              onOpen={draft.state === 'WRITING' && !finding.sent ? onOpen : undefined}
            />
            <State standing={standing(finding, finding.findingId === openId || isBlank(finding))} />
          </li>
        ))}
        <li>
          <span>{w.queueVisit(draft.place)}</span>
          <State standing={visit} />
        </li>
      </ul>
      {draft.state === 'WRITING' && <p className="small mute">{w.endHint}</p>}
    </section>
  )
}

const State = ({ standing }: { standing: Standing }) => {
  const w = words.use()
  return <span className={`state small ${LOOKS[standing]}`}>{w.sending[standing]}</span>
}

function Named({
  finding,
  number,
  onOpen,
}: {
  finding: Finding
  number: number
  onOpen: ((findingId: string) => void) | undefined
}) {
  const w = words.use()
  const text = w.queueFinding(number, finding.subject.trim())
  if (!onOpen) return <span>{text}</span>
  return (
    <button type="button" className="link" onClick={() => onOpen(finding.findingId)}>
      {text}
    </button>
  )
}
