import { useNavigate } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import type { Column } from '../../elements/data-table.tsx'
import { Go } from '../../go.tsx'
import { dayOf } from '../../look/dates.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { follow, Head, Listing } from './listing.tsx'
import { entries, useUnits } from './options.ts'
import { dutiesInLines, unitFields } from './unit-fields.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'unitKind', 'side', 'state'] as const

/** 承办单位, found by name, former name or duty. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('units')
  const navigate = useNavigate()
  const { values, set, clear } = useAddress(FILTERS)
  const { text, ...rest } = values
  const asked = { ...rest, ...(one(text) !== undefined && { search: one(text)! }) }
  const list = useList('directory.units', asked as Params<'directory.units'>)
  const units = useUnits(mayKeep)
  const day = { kind: 'day', label: w.day, value: dayOf(new Date()) } as const
  return (
    <>
      <Head way="units">
        {mayKeep && (
          <Acts
            onDone={([event]) => void navigate({ to: `/directory/units/${event!.aggregate.split('/')[1]!}` as never })}
            acts={[
              {
                key: 'register',
                command: 'directory.register-unit',
                label: w.acts.registerUnit,
                main: true,
                fields: [...unitFields(w, units), { ...day, name: 'registeredOn' }],
                body: dutiesInLines,
              },
            ]}
          />
        )}
        {mayKeep && (
          <Go to="/directory/import/units" className="btn">
            {w.importUnits}
          </Go>
        )}
      </Head>
      <Conditions
        find={w.findUnit}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'unitKind', label: w.kind, options: entries(w.unitKinds) },
          { name: 'side', label: w.side, options: entries(w.unitSides) },
          {
            name: 'state',
            label: w.state,
            options: [
              ['ended', w.ended],
              ['all', w.everybody],
            ],
          },
        ]}
      />
      <Listing<'directory.units'>
        way="units"
        list={list}
        columns={columns(w)}
        idOf={({ unitId }) => unitId}
        onOpen={({ unitId }) => follow(unitId)}
      />
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Row<'directory.units'>>[] => [
  {
    key: 'name',
    title: w.name,
    kind: 'title',
    cell: ({ unitId, name }) => (
      <Go to={`/directory/units/${unitId}`} data-row={unitId} tabIndex={-1}>
        {name}
      </Go>
    ),
  },
  { key: 'kind', title: w.kind, kind: 'tight', cell: ({ unitKind }) => w.unitKinds[unitKind] },
  { key: 'side', title: w.side, kind: 'phone-hidden', cell: ({ side }) => w.unitSides[side] },
  { key: 'duties', title: w.duties, kind: 'phone-hidden', cell: ({ duties }) => w.dutyCount(duties.length) },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={state === 'active' ? 'state ok' : 'state'}>{w.unitStates[state]}</span>,
  },
]
