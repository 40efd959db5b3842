import { useSession } from '../../data/session.ts'
import { Go } from '../../go.tsx'
import { words } from './words/index.ts'

/** The way from an item of the own adopted plan to a topic that other committees are asked about. */
export function ToTopic({ itemId }: { itemId: string }) {
  const w = words.use()
  const role = useSession().data?.active?.role
  if (role !== 'STAFF_OFFICE' && role !== 'STAFF_CONSULTATION') return null
  return (
    <Go className="btn sm" to="/joint/topic" search={{ item: itemId }}>
      {w.toTopic}
    </Go>
  )
}
