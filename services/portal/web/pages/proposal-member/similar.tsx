import { useAnswer } from '../../data/use-answer.ts'
import { Go } from '../../go.tsx'
import { words } from './words/index.ts'

/** 相近提案: found anew whenever the draft is saved, so that nobody writes what was written. */
export function Similar({ proposalId }: { proposalId: string | undefined }) {
  const w = words.use()
  const known = proposalId !== undefined
  const { data } = useAnswer(
    'proposals.similar-proposals',
    { proposalId: proposalId ?? '', limit: 5 },
    { enabled: known, keep: true },
  )
  return (
    <aside className="card similar" aria-label={w.similarTitle} aria-live="polite">
      <h2>{w.similarTitle}</h2>
      <p className="small mute">{known ? w.similarLead : w.similarLater}</p>
      {data?.items.length === 0 && <p className="small">{w.similarNone}</p>}
      <ul>
        {data?.items.map(({ proposal, score, terms, passages }) => (
          <li key={proposal.proposalId}>
            <p className="row between top">
              <Go to={`/m/proposals/${proposal.proposalId}`}>{proposal.subject}</Go>
              <span className="tag">{w.alike(Math.round(score * 100))}</span>
            </p>
            <p className="small mute">
              {proposal.year ?? ''} {w.states[proposal.state]}
              {terms.length > 0 && ` · ${w.terms(terms.slice(0, 4).join('、'))}`}
            </p>
            {passages[0] && (
              <p className="small">
                <span className="mute">{w.samePassage}</span> “{passages[0].text.slice(0, 60)}”
              </p>
            )}
          </li>
        ))}
      </ul>
    </aside>
  )
}
