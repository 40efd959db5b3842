import { useNames } from '../../data/names.ts'
import type { Session } from '../../data/session.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { longDate } from '../../look/dates.ts'
import { core } from '../../words/index.ts'
import { useAfresh } from './use-afresh.ts'
import { words } from './words/index.ts'

/** 我的职务: the roles that one holds, for whom and until when; one acts in one at a time. */
export function Roles({ session: { roles, active, hasSecondFactor } }: { session: Session }) {
  const w = words.use()
  const { roles: names } = core.use()
  const nameOf = useNames(roles.flatMap(({ unitIds }) => unitIds))
  const switching = useAfresh()
  return (
    <>
      <ul className="lines">
        {roles.map(({ grantId, role, unitIds, untilOn, needsSecondFactor }) => {
          const units = unitIds.flatMap((id) => nameOf(id) ?? [])
          const isActive = grantId === active?.grantId
          return (
            <li key={grantId}>
              <div>
                <b>{names[role]}</b>
                {units.length > 0 && <span className="sub"> · {units.join('、')}</span>}
                <p className="small mute">
                  {w.until(longDate(untilOn))}
                  {needsSecondFactor && (hasSecondFactor ? w.asksForCode : w.asksToEnrol)}
                </p>
              </div>
              {isActive ? (
                <span className="state do">{w.acting}</span>
              ) : (
                <button
                  type="button"
                  className="btn"
                  disabled={switching.isPending}
                  onClick={() => switching.mutate({ grantId })}
                >
                  {w.actAs}
                  <span className="heard"> {names[role]}</span>
                </button>
              )}
            </li>
          )
        })}
      </ul>
      <PageRefusal error={switching.error} fields={[]} />
    </>
  )
}
