import type { MenuEntry } from '../area.ts'
import { areas } from '../areas.ts'
import type { Role } from '../data/contracts.ts'
import { useAnswer } from '../data/use-answer.ts'
import { Icon } from '../elements/icon.tsx'
import { Go } from '../go.tsx'
import { usePreferences } from '../look/preferences.ts'
import { core } from '../words/index.ts'
import { useCommittee } from './use-committee.ts'

const entries = areas.flatMap(({ menu = [] }) => menu).toSorted((a, b) => a.order - b.order)

/** The menu of a role, from all areas. */
export function StaffMenu({ role }: { role: Role }) {
  const w = core.use()
  const committee = useCommittee()
  return (
    <nav className="menu" aria-label={w.mainMenu}>
      <div className="brand">
        <span className="seal" aria-hidden="true">
          <b>联协</b>
        </span>
        <div>
          {w.product}
          <small>{committee?.name}</small>
        </div>
      </div>
      {entries
        .filter(({ roles }) => roles === undefined || roles.includes(role))
        .map((entry) => (
          <Entry key={entry.path} entry={entry} />
        ))}
    </nav>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  const { language } = usePreferences()
  const [path, search] = entry.path.split('?')
  return (
    <Go
      to={path!}
      {...(search !== undefined && { search: Object.fromEntries(new URLSearchParams(search)) })}
      {...({
        className: entry.under ? 'in' : undefined,
        activeProps: { className: 'on' },
        activeOptions: { exact: true, includeSearch: true },
        title: entry.label[language],
      } as object)}
    >
      {entry.icon && <Icon name={entry.icon} />}
      <span>{entry.label[language]}</span>
      {entry.count && <Count {...entry.count} />}
    </Go>
  )
}

function Count({ query, params, of, hot }: NonNullable<MenuEntry['count']>) {
  const w = core.use()
  const { data } = useAnswer(query, params as never, { staleTime: 60_000 })
  const number = data === undefined ? 0 : of(data as never)
  if (number === 0) return null
  return (
    <span className={hot ? 'count hot' : 'count'}>
      {number}
      {hot && <span className="heard"> {w.mine}</span>}
    </span>
  )
}
