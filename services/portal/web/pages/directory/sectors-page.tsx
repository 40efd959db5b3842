import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import type { Column } from '../../elements/data-table.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { Go } from '../../go.tsx'
import { dayOf } from '../../look/dates.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { Head, Listing } from './listing.tsx'
import { words } from './words/index.ts'

type Texts = ReturnType<typeof words.use>
const FILTERS = ['text', 'state'] as const

/** 界别, with how many sit for each. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('people')
  const { values, set, clear } = useAddress(FILTERS)
  const { text, ...rest } = values
  const asked = { ...rest, ...(one(text) !== undefined && { search: one(text)! }) }
  const list = useList('directory.sectors', asked as Params<'directory.sectors'>)
  return (
    <>
      <Head way="sectors">
        {mayKeep && (
          <Acts
            acts={[
              {
                key: 'define',
                command: 'directory.define-sector',
                label: w.acts.defineSector,
                main: true,
                fields: [...sectorFields(w), day(w, 'definedOn')],
              },
            ]}
          />
        )}
      </Head>
      <Conditions
        find={w.findSector}
        values={values}
        set={set}
        clear={clear}
        choices={[
          {
            name: 'state',
            label: w.state,
            options: [
              ['retired', w.retired],
              ['all', w.everybody],
            ],
          },
        ]}
      />
      <Listing<'directory.sectors'>
        way="sectors"
        list={list}
        columns={columns(w, mayKeep)}
        idOf={({ sectorId }) => sectorId}
      />
    </>
  )
}

const columns = (w: Texts, mayKeep: boolean): readonly Column<Row<'directory.sectors'>>[] => [
  { key: 'name', title: w.name, kind: 'title', cell: ({ name }) => name },
  { key: 'group', title: w.activityGroup, kind: 'phone-hidden', cell: ({ activityGroup }) => activityGroup ?? '—' },
  {
    key: 'members',
    title: w.membersNow,
    kind: 'tight',
    cell: ({ sectorId, members }) => (
      <Go to="/directory" search={{ sectorId }}>
        {w.people(members)}
      </Go>
    ),
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ retiredOn }) => (
      <span className={retiredOn === undefined ? 'state ok' : 'state'}>
        {retiredOn === undefined ? w.active : w.retired}
      </span>
    ),
  },
  ...(mayKeep
    ? [
        {
          key: 'acts',
          title: w.doing,
          kind: 'tight' as const,
          cell: (sector: Row<'directory.sectors'>) =>
            sector.retiredOn === undefined && (
              <span className="row">
                <SectorActs sector={sector} />
              </span>
            ),
        },
      ]
    : []),
]

function SectorActs({ sector }: { sector: Row<'directory.sectors'> }) {
  const w = words.use()
  const { sectorId } = sector
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  return (
    <Acts
      acts={[
        {
          key: 'rename',
          command: 'directory.rename-sector',
          label: w.acts.renameSector,
          fixed: { sectorId },
          fields: [...sectorFields(w, sector), day(w, 'effectiveOn'), reason],
        },
        {
          key: 'retire',
          command: 'directory.retire-sector',
          label: w.acts.retireSector,
          lead: w.retireLead(sector.name, sector.members),
          fixed: { sectorId },
          danger: true,
          fields: [day(w, 'retiredOn'), reason],
        },
      ]}
    />
  )
}

const day = (w: Texts, name: string): FormField => ({ kind: 'day', name, label: w.day, value: dayOf(new Date()) })

const sectorFields = (w: Texts, now: Partial<Row<'directory.sectors'>> = {}): readonly FormField[] => [
  { kind: 'line', name: 'name', label: w.name, limit: 60, value: now.name ?? '' },
  {
    kind: 'line',
    name: 'activityGroup',
    label: w.activityGroup,
    limit: 60,
    optional: true,
    value: now.activityGroup ?? '',
  },
]
