import { useParams } from '@tanstack/react-router'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Acts } from './acts.tsx'
import { ContactCard } from './contact-card.tsx'
import { useMay } from './keepers.ts'
import { memberActs } from './member-acts.ts'
import { useBodies, useSectors } from './options.ts'
import { AccessCard, CorrectionCard } from './traces.tsx'
import { words } from './words/index.ts'
import './directory.css'

/** 委员: terms, posts, and what is known of the person for whom it is to know. */
export function Page() {
  const w = words.use()
  const { memberId }: { memberId?: string } = useParams({ strict: false })
  const mayKeep = useMay('people')
  const maySeeContact = useMay('contacts')
  const maySeeCorrections = useMay('corrections')
  const isAuditor = useMay('auditors')
  const { data: member, error, isPending } = useAnswer('directory.member', { memberId: memberId! })
  const sectors = useSectors(mayKeep)
  const bodies = useBodies(mayKeep)
  if (error && !member) return <PageFault error={error} />
  if (isPending) return <LoadingBars />
  const term = member.terms.find(({ endedOn }) => endedOn === undefined) ?? member.terms.at(-1)
  const held = member.posts.filter(({ endedOn }) => endedOn === undefined)
  const earlier = member.posts.filter(({ endedOn }) => endedOn !== undefined)
  return (
    <>
      <p className="small">
        <Go to="/directory">{w.ways.members}</Go>
      </p>
      <div className="row wrap">
        <h1>{member.name}</h1>
        <span className={member.sitting ? 'state ok' : 'state'}>{member.sitting ? w.sitting : w.left}</span>
        {term && <span className="sub">{w.termAndSector(term.termNumber, term.sectorName)}</span>}
      </div>
      {mayKeep && (
        <div className="row wrap">
          <Acts acts={memberActs({ member, sectors, bodies }, w)} />
        </div>
      )}
      <section className="card pad" aria-label={w.postsHeld}>
        <h2>{w.postsHeld}</h2>
        {held.length === 0 && <p className="mute">{w.noPosts}</p>}
        <ul className="files">
          {held.map(({ postId, bodyName, post, beganOn }) => (
            <li key={postId}>
              <b>{w.postIn(bodyName, w.posts[post])}</b>
              <span className="mute small push">{w.since(longDate(beganOn))}</span>
            </li>
          ))}
          {earlier.map(({ postId, bodyName, post, beganOn, endedOn }) => (
            <li key={postId} className="mute">
              {w.postIn(bodyName, w.posts[post])}
              <span className="small push">{w.fromTo(longDate(beganOn), longDate(endedOn!))}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card pad" aria-label={w.terms}>
        <h2>{w.terms}</h2>
        <ul className="files">
          {member.terms.map(({ termNumber, sectorName, beganOn, endedOn, ending }) => (
            <li key={`${termNumber} ${beganOn}`}>
              <b>{w.termAndSector(termNumber, sectorName)}</b>
              <span className="mute small push">
                {endedOn === undefined ? w.since(longDate(beganOn)) : w.fromTo(longDate(beganOn), longDate(endedOn))}
                {ending && ` · ${w.endings[ending]}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {maySeeContact && <ContactCard personId={member.memberId} mayCorrect={mayKeep} />}
      {maySeeCorrections && <CorrectionCard personId={member.memberId} />}
      {isAuditor && <AccessCard personId={member.memberId} />}
    </>
  )
}
