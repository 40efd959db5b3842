import { FileList } from '../../elements/file-list.tsx'
import { useProposalRules } from '../../data/rules.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Go } from '../../go.tsx'
import { dateTime, daysBetween, shortDate } from '../../look/dates.ts'
import { Actions } from './actions/actions.tsx'
import type { Facts, Possible, Viewer } from './actions/facts.ts'
import { numberOf } from './case-head.tsx'
import { waitingFor } from './waiting.ts'
import { words } from './words/index.ts'

type NameOf = (id: string | undefined) => string | undefined

/** 下一步: who is waited for and since when, and what the viewer can do about it. */
export function NextStep({
  facts,
  possible,
  merges,
}: {
  facts: Facts
  possible: readonly Possible[]
  merges: boolean
}) {
  const w = words.use()
  const { text, since } = waitingFor(facts, w)
  const { file } = facts
  return (
    <section className="card pad nextstep" aria-label={w.next}>
      <h2>{w.next}</h2>
      <p>{text}</p>
      {since && text !== w.waits.nothing && (
        <p className="mute small">{w.waitedDays(daysBetween(since, new Date()))}</p>
      )}
      <Actions actions={possible} name={numberOf(file, w)} subject={file.subject} />
      {merges && (
        <Go className="btn sm" to="/proposals/merge" search={{ id: file.proposalId }}>
          {w.toMerge}
        </Go>
      )}
    </section>
  )
}

/** 提案者、基本信息、关联. */
export function CaseFacts({ facts, nameOf, viewer }: { facts: Facts; nameOf: NameOf; viewer: Viewer }) {
  const w = words.use()
  const { file, supervision } = facts
  const rules = useProposalRules()
  const category = rules?.categories.find(({ code }) => code === file.category)?.zh
  const leadName = file.leadName ?? nameOf(file.lead.id)
  const named = (one: {
    lead?: { name?: string | undefined } | undefined
    co: readonly { name?: string | undefined }[]
  }) => [one.lead?.name, ...one.co.map(({ name }) => name)].filter(Boolean).join('、')
  const basics: readonly (readonly [string, React.ReactNode])[] = [
    [w.category, category ?? file.printedCategory ?? (rules && file.category)],
    [w.advised, named(file.advised)],
    [w.suggested, named(file.suggested)],
    [w.reviewer, nameOf(file.reviewer)],
    [w.decided, file.decision && `${w.options.forums[file.decision.forum]} ${shortDate(file.decision.decidedOn)}`],
    [w.plannedFinish, file.decision?.plannedFinishOn && shortDate(file.decision.plannedFinishOn)],
    [w.handlingLeader, supervision?.key?.handlingLeaderPost],
    [w.supervising, nameOf(supervision?.key?.supervisingMemberId)],
    [w.responsible, nameOf(supervision?.key?.responsibleBodyId)],
    [w.consent, file.publishConsent === undefined ? undefined : file.publishConsent ? w.consents.yes : w.consents.no],
    [w.contact, file.contactPhone],
  ]
  return (
    <>
      <section className="card pad">
        <h2 className="tight">{w.proposers(1 + file.cosignerList.filter(({ state }) => state === 'SIGNED').length)}</h2>
        <ul className="who6">
          <li>
            {leadName ?? '—'} {file.lead.kind === 'BODY' && <span className="tag">{w.collective}</span>}
          </li>
          {file.cosignerList.map(({ memberId, state }) => (
            <li key={memberId}>
              {nameOf(memberId) ?? '—'}{' '}
              {state !== 'SIGNED' && <span className="mute small">{w.cosignStates[state]}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section className="card pad">
        <h2 className="tight">{w.basics}</h2>
        <dl className="kv">
          {basics
            .filter(([, value]) => value !== undefined && value !== '')
            .map(([label, value]) => (
              <div key={label} className="contents">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          {file.files.length > 0 && (
            <div className="contents">
              <dt>{w.attachments}</dt>
              <dd>
                <FileList service="proposals" files={file.files} />
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Related facts={facts} viewer={viewer} />
      <Reviews facts={facts} nameOf={nameOf} />
    </>
  )
}

const SEES_SIMILAR = ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_CONSULTATION', 'CHAIR']

function Related({ facts: { file }, viewer }: { facts: Facts; viewer: Viewer }) {
  const w = words.use()
  const sees = SEES_SIMILAR.includes(viewer.role)
  const similar = useAnswer('proposals.similar-proposals', { proposalId: file.proposalId, limit: 3 }, { enabled: sees })
  const alike = similar.data?.items ?? []
  if (alike.length === 0 && file.sessions.length === 0 && file.jointResults.length === 0) return null
  return (
    <section className="card pad">
      <h2 className="tight">{w.related}</h2>
      <dl className="kv">
        {alike.length > 0 && (
          <>
            <dt>{w.similar}</dt>
            <dd>
              {alike.map(({ proposal, score }) => (
                <p key={proposal.proposalId}>
                  <Go to={`/proposals/${proposal.proposalId}`}>{proposal.subject}</Go>{' '}
                  <span className="mute nw">{w.alike(Math.round(score * 100))}</span>
                </p>
              ))}
            </dd>
          </>
        )}
        {file.sessions.length > 0 && (
          <>
            <dt>{w.sessions}</dt>
            <dd>
              {file.sessions.map(({ sessionId, title, startsAt }) => (
                <p key={sessionId}>
                  {title} <span className="mute nw">{shortDate(startsAt)}</span>
                </p>
              ))}
            </dd>
          </>
        )}
        {file.jointResults.length > 0 && (
          <>
            <dt>{w.joint}</dt>
            <dd>
              {file.jointResults.map(({ committee, resultClass, repliedOn }) => (
                <p key={committee}>
                  {committee} {resultClass} <span className="mute nw">{shortDate(repliedOn)}</span>
                </p>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

function Reviews({ facts: { file }, nameOf }: { facts: Facts; nameOf: NameOf }) {
  const w = words.use()
  if (file.reviews.length === 0) return null
  return (
    <section className="card pad">
      <h2 className="tight">{w.reviews}</h2>
      {file.reviews.map(({ step, verdict, opinion, reviewer, reviewedAt }) => (
        <div key={`${step} ${reviewedAt}`} className="casesaid">
          <p>
            <b>{w.reviewSteps[step]}</b> {w.options.verdicts[verdict]}
          </p>
          {opinion && <p className="song">{opinion}</p>}
          <p className="mute small">
            {nameOf(reviewer) ?? ''} {dateTime(reviewedAt)}
          </p>
        </div>
      ))}
    </section>
  )
}
