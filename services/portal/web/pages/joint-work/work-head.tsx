import './work.css'
import { leadsOn } from '../../areas.ts'
import { useSession } from '../../data/session.ts'
import { Go } from '../../go.tsx'
import { HearCompact } from '../joint/hear-compact.tsx'
import type { Compact } from '../joint/sides.ts'
import { words } from './words/index.ts'

const PAGES = ['decisions', 'tasks', 'researches', 'sessions', 'results', 'levels'] as const
type WorkPage = (typeof PAGES)[number]

/** The compact, and the ways between what its sides decide and do. */
export function WorkHead({
  compact,
  page,
  children,
}: {
  compact: Compact
  page: WorkPage
  children?: React.ReactNode
}) {
  const w = words.use()
  return (
    <>
      <HearCompact compactId={compact.compactId} />
      <div className="row wrap">
        <div>
          <p className="small mute">
            <Go to={`/joint/${compact.compactId}`}>{compact.name}</Go>
          </p>
          <h1>{w.pages[page]}</h1>
        </div>
        <span className="push">{children}</span>
      </div>
      <WorkLinks compact={compact} page={page} />
    </>
  )
}

/** The ways from a compact to what its sides decide and do. */
export function WorkLinks({ compact: { compactId, text }, page }: { compact: Compact; page?: WorkPage }) {
  const w = words.use()
  const { data: session } = useSession()
  const role = session?.active?.role
  if (role === undefined) return null
  return (
    <nav className="views workways" aria-label={w.ways}>
      {PAGES.filter((one) => one !== 'levels' || text.kind === 'vertical')
        .filter((one) => leadsOn(`/joint/$compactId/${one}`, role))
        .map((one) => (
          <Go
            key={one}
            to={`/joint/${compactId}/${one}`}
            className={one === page ? 'tag on' : 'tag'}
            {...(one === page && { 'aria-current': 'page' as const })}
          >
            {w.pages[one]}
          </Go>
        ))}
    </nav>
  )
}
