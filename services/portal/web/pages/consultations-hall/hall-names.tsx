import { gridOf, placeOf } from './hall-grid.ts'
import type { Floor } from './use-floor.ts'
import { words } from './words/index.ts'

/** 到会名单: every name at once; who is on leave or not here says so in words. */
export function HallNames({
  members,
  nameOf,
}: {
  members: Floor['members']
  nameOf: (id: string | undefined) => string | undefined
}) {
  const w = words.use()
  const { shown, unlisted, columns, rows } = gridOf(members)
  return (
    <>
      {unlisted > 0 && <p className="lab">{w.onlyMissing}</p>}
      <ul
        className={columns >= 6 ? 'hallnames dense' : 'hallnames'}
        style={{ '--columns': columns, '--rows': rows } as React.CSSProperties}
      >
        {shown.map((one) => {
          const place = placeOf(one)
          return (
            <li key={one.memberId} className={place}>
              <b>{nameOf(one.memberId) ?? w.unnamed}</b>
              {place === 'here' && one.capacity === 'OBSERVER' && <span>{w.observer}</span>}
              {place !== 'here' && <span>{w.places[place]}</span>}
            </li>
          )
        })}
      </ul>
    </>
  )
}
