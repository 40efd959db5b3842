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
import { entries, useBodies, useSectors } from './options.ts'
import { personFields } from './person-fields.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'state', 'sectorId', 'bodyId', 'post'] as const

/** 委员名录: by name, pinyin or initials; contacts are on nobody's list. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('people')
  const navigate = useNavigate()
  const { values, set, clear } = useAddress(FILTERS)
  const { text, ...rest } = values
  const asked = { ...rest, ...(one(text) !== undefined && { search: one(text)! }) }
  const list = useList('directory.members', asked as Params<'directory.members'>)
  const sectors = useSectors()
  const bodies = useBodies()
  return (
    <>
      <Head way="members">
        {mayKeep && (
          <Acts
            onDone={([event]) =>
              void navigate({ to: `/directory/members/${event!.aggregate.split('/')[1]!}` as never })
            }
            acts={[
              {
                key: 'register',
                command: 'directory.register-member',
                label: w.acts.registerMember,
                main: true,
                fields: [
                  { kind: 'line', name: 'name', label: w.fields.name, limit: 50 },
                  { kind: 'number', name: 'termNumber', label: w.termNumber },
                  { kind: 'choice', name: 'sectorId', label: w.sector, options: sectors },
                  { kind: 'day', name: 'beganOn', label: w.beganOn, value: dayOf(new Date()) },
                  ...personFields(w).filter(({ name }) => name !== 'name'),
                ],
              },
            ]}
          />
        )}
        {mayKeep && (
          <>
            <Go to="/directory/import/members" className="btn">
              {w.importRoster}
            </Go>
            <Acts
              acts={[
                {
                  key: 'close',
                  command: 'directory.close-term',
                  label: w.acts.closeTerm,
                  danger: true,
                  lead: w.closeTermLead,
                  fields: [
                    { kind: 'number', name: 'termNumber', label: w.termNumber },
                    { kind: 'day', name: 'endedOn', label: w.termEndedOn, value: dayOf(new Date()) },
                  ],
                },
              ]}
            />
          </>
        )}
      </Head>
      <Conditions
        find={w.findMember}
        values={values}
        set={set}
        clear={clear}
        choices={[
          {
            name: 'state',
            label: w.state,
            options: [
              ['left', w.left],
              ['all', w.everybody],
            ],
          },
          { name: 'sectorId', label: w.sector, options: sectors },
          { name: 'bodyId', label: w.body, options: bodies },
          { name: 'post', label: w.post, options: entries(w.posts) },
        ]}
      />
      <Listing<'directory.members'>
        way="members"
        list={list}
        columns={columns(w)}
        idOf={({ memberId }) => memberId}
        onOpen={({ memberId }) => follow(memberId)}
      />
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Row<'directory.members'>>[] => [
  {
    key: 'name',
    title: w.fields.name,
    kind: 'tight',
    cell: ({ memberId, name }) => (
      <Go to={`/directory/members/${memberId}`} data-row={memberId} tabIndex={-1}>
        {name}
      </Go>
    ),
  },
  { key: 'sector', title: w.sector, kind: 'tight', cell: ({ sectorName }) => sectorName },
  { key: 'term', title: w.term, kind: 'phone-hidden', cell: ({ termNumber }) => w.termOf(termNumber) },
  {
    key: 'posts',
    title: w.postsHeld,
    cell: ({ posts }) => posts.map(({ bodyName, post }) => w.postIn(bodyName, w.posts[post])).join('、') || '—',
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ sitting }) => <span className={sitting ? 'state ok' : 'state'}>{sitting ? w.sitting : w.left}</span>,
  },
]
