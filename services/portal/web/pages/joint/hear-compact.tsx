import { useSession } from '../../data/session.ts'
import { Watch } from '../consultations-sessions/watch.tsx'

/** 实时变化 of a compact for auditors and operators, who unlike offices hear of nothing but what they name. */
export function HearCompact({ compactId }: { compactId: string }) {
  const role = useSession().data?.active?.role
  return role === 'AUDITOR' || role === 'OPS' ? <Watch paths={[`joint/compacts/${compactId}`]} /> : null
}
