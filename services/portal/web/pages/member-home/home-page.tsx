import { Suspense } from 'react'
import { leadsOn } from '../../areas.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { useLive } from '../../data/live.ts'
import { Icon, type IconName } from '../../elements/icon.tsx'
import { LoadingBars, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateWithWeekday } from '../../look/dates.ts'
import { MinutesWaiting, useMinutesWaiting } from '../consultations-member/minutes-waiting.tsx'
import { FieldDuties, useIssuesWaiting } from './field-duties.tsx'
import { MyProposals } from './my-proposals.tsx'
import { NextMeeting } from './next-meeting.tsx'
import { TaskCard } from './task-card.tsx'
import { words } from './words/index.ts'

/** 委员端首页: what waits first, one main action a card. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const role = session?.active?.role
  const minutes = useMinutesWaiting(role === 'MEMBER')
  const issues = useIssuesWaiting(role === 'MEMBER')
  const tasks = useAnswer('proposals.to-do', { limit: 20 })
  const mine = useAnswer('proposals.my-proposals', { limit: 3 })
  const meetings = useAnswer(
    'consultations.my-invitations',
    { limit: 1, when: 'upcoming' },
    { enabled: role === 'MEMBER' },
  )
  const nameOf = useNames([session?.memberId])
  useLive((mine.data?.items ?? []).map(({ proposalId }) => `proposals/cases/${proposalId}`))
  const tiles: readonly [path: string, icon: IconName, label: string][] = [
    ['/m/proposals/new', 'paper', w.writeProposal],
    ['/m/meetings', 'calendar', w.allMeetings],
    ['/m/opinions', 'speech', w.opinions],
    ['/m/visits', 'eye', w.visits],
    ['/m/issues', 'check', w.issues],
    ['/m/ballots', 'lock', w.ballots],
    ['/m/groups', 'person', w.groups],
    ['/m/research', 'search', w.research],
    ['/m/topics', 'calendar', w.topics],
    ['/open/plan', 'calendar', w.plan],
  ]
  const others = (minutes.data?.total ?? 0) + (issues.data?.total ?? 0)
  const failed = [tasks, mine, meetings, issues].some(({ isError }) => isError)
  return (
    <>
      <div>
        <h1>{w.hello(nameOf(session?.memberId), greeting(w))}</h1>
        {tasks.data && <p className="sub">{w.today(dateWithWeekday(new Date()), tasks.data.total + others)}</p>}
      </div>
      {failed && <Note kind="warn">{w.partUnread}</Note>}
      {tasks.isPending && <LoadingBars />}
      {tasks.data?.items.map((task) => (
        <TaskCard key={`${task.kind} ${task.proposalId} ${task.unitId ?? ''}`} task={task} />
      ))}
      {role === 'MEMBER' && (
        // Its words are of another part: the page does not wait for them.
        <Suspense>
          <MinutesWaiting />
        </Suspense>
      )}
      {role === 'MEMBER' && <FieldDuties memberId={session?.memberId} />}
      {meetings.data?.items[0] && <NextMeeting meeting={meetings.data.items[0]} role={role} />}
      <nav className="tiles" aria-label={w.all}>
        {tiles
          .filter(([path]) => role !== undefined && leadsOn(path, role))
          .map(([path, icon, label]) => (
            <Go key={path} to={path}>
              <Icon name={icon} />
              {label}
            </Go>
          ))}
      </nav>
      {mine.data && <MyProposals mine={mine.data} />}
    </>
  )
}

function greeting(w: { morning: string; noon: string; afternoon: string; evening: string }): string {
  const hour = new Date().getHours()
  if (hour < 11) return w.morning
  if (hour < 13) return w.noon
  return hour < 18 ? w.afternoon : w.evening
}
