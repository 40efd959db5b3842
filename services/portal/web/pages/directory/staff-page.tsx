import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import type { Column } from '../../elements/data-table.tsx'
import { dayOf, longDate } from '../../look/dates.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { Head, Listing } from './listing.tsx'
import { useBodies, useUnits } from './options.ts'
import { personFields } from './person-fields.ts'
import { words } from './words/index.ts'

type Texts = ReturnType<typeof words.use>
const FILTERS = ['text', 'state', 'unitId', 'bodyId'] as const

/** 工作人员: who works for the committee, and whom units have named as their contact. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('people')
  const { values, set, clear } = useAddress(FILTERS)
  const { text, ...rest } = values
  const asked = { ...rest, ...(one(text) !== undefined && { search: one(text)! }) }
  const list = useList('directory.staff-list', asked as Params<'directory.staff-list'>)
  const bodies = useBodies()
  const units = useUnits()
  return (
    <>
      <Head way="staff">
        {mayKeep && (
          <Acts
            acts={[
              {
                key: 'register',
                command: 'directory.register-staff',
                label: w.acts.registerStaff,
                main: true,
                fields: [
                  { kind: 'line', name: 'name', label: w.fields.name, limit: 50 },
                  {
                    kind: 'choice',
                    name: 'employer',
                    label: w.worksAt,
                    options: [
                      ...bodies.map(([id, name]) => [`BODY ${id}`, name] as const),
                      ...units.map(([id, name]) => [`UNIT ${id}`, name] as const),
                    ],
                  },
                  { kind: 'day', name: 'beganOn', label: w.beganOn, value: dayOf(new Date()) },
                  ...personFields(w).filter(({ name }) => ['jobTitle', 'phone', 'email'].includes(name)),
                ],
                body: ({ employer, ...person }) => ({ ...person, employer: employerOf(String(employer)) }),
              },
            ]}
          />
        )}
      </Head>
      <Conditions
        find={w.findStaff}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'bodyId', label: w.body, options: bodies },
          { name: 'unitId', label: w.unit, options: units },
          {
            name: 'state',
            label: w.state,
            options: [
              ['left', w.leftStaff],
              ['all', w.everybody],
            ],
          },
        ]}
      />
      <Listing<'directory.staff-list'>
        way="staff"
        list={list}
        columns={columns(w, mayKeep)}
        idOf={({ staffId }) => staffId}
      />
    </>
  )
}

const employerOf = (chosen: string) => {
  const [of, id] = chosen.split(' ')
  return of === 'BODY' ? { of, bodyId: id } : { of, unitId: id }
}

const columns = (w: Texts, mayKeep: boolean): readonly Column<Row<'directory.staff-list'>>[] => [
  { key: 'name', title: w.fields.name, kind: 'tight', cell: ({ name }) => name },
  { key: 'employer', title: w.worksAt, kind: 'title', cell: ({ employerName }) => employerName },
  { key: 'title', title: w.fields.jobTitle, kind: 'phone-hidden', cell: ({ jobTitle }) => jobTitle ?? '—' },
  { key: 'began', title: w.beganOn, kind: 'phone-hidden', cell: ({ beganOn }) => longDate(beganOn) },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ endedOn }) => (
      <span className={endedOn === undefined ? 'state ok' : 'state'}>
        {endedOn === undefined ? w.serving : w.leftStaff}
      </span>
    ),
  },
  ...(mayKeep
    ? [
        {
          key: 'acts',
          title: w.doing,
          kind: 'tight' as const,
          cell: ({ staffId, endedOn }: Row<'directory.staff-list'>) =>
            endedOn === undefined && (
              <Acts
                acts={[
                  {
                    key: 'release',
                    command: 'directory.release-staff',
                    label: w.acts.releaseStaff,
                    fixed: { staffId },
                    danger: true,
                    fields: [
                      { kind: 'day', name: 'endedOn', label: w.day, value: dayOf(new Date()) },
                      { kind: 'text', name: 'reason', label: w.reason, limit: 500 },
                    ],
                  },
                ]}
              />
            ),
        },
      ]
    : []),
]
