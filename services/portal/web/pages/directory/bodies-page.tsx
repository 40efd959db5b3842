import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import type { Column } from '../../elements/data-table.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { LoadMore } from '../../elements/load-more.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf, longDate } from '../../look/dates.ts'
import type { Act } from './act.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { Head, Listing } from './listing.tsx'
import { entries, type Option, useBodies } from './options.ts'
import { words } from './words/index.ts'

type Texts = ReturnType<typeof words.use>
const FILTERS = ['text', 'bodyKind', 'state', 'open'] as const

/** 机构: the committees, offices and groups of this committee, with who sits in them now. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('people')
  const { values, set, clear } = useAddress(FILTERS)
  const { text, open, ...rest } = values
  const asked = { ...rest, ...(one(text) !== undefined && { search: one(text)! }) }
  const list = useList('directory.bodies', asked as Params<'directory.bodies'>)
  const bodies = useBodies(mayKeep)
  const chosen = one(open)
  return (
    <>
      <Head way="bodies">
        {mayKeep && (
          <Acts
            acts={[
              {
                key: 'form',
                command: 'directory.form-body',
                label: w.acts.formBody,
                main: true,
                fields: [
                  ...bodyFields(w, bodies),
                  { kind: 'day', name: 'formedOn', label: w.day, value: dayOf(new Date()) },
                ],
              },
            ]}
          />
        )}
      </Head>
      <Conditions
        find={w.findBody}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'bodyKind', label: w.kind, options: entries(w.bodyKinds) },
          {
            name: 'state',
            label: w.state,
            options: [
              ['dissolved', w.dissolved],
              ['all', w.everybody],
            ],
          },
        ]}
      />
      <Listing<'directory.bodies'>
        way="bodies"
        list={list}
        columns={columns(w, (bodyId) => set({ open: bodyId }))}
        idOf={({ bodyId }) => bodyId}
        onOpen={({ bodyId }) => set({ open: bodyId })}
      />
      <Dialog open={chosen !== undefined} title={w.bodyTitle} onClose={() => set({ open: undefined })}>
        {chosen !== undefined && <OneBody bodyId={chosen} bodies={bodies} mayKeep={mayKeep} />}
      </Dialog>
    </>
  )
}

const columns = (w: Texts, open: (bodyId: string) => void): readonly Column<Row<'directory.bodies'>>[] => [
  {
    key: 'name',
    title: w.name,
    kind: 'title',
    cell: ({ bodyId, name }) => (
      <button type="button" className="link" tabIndex={-1} onClick={() => open(bodyId)}>
        {name}
      </button>
    ),
  },
  { key: 'kind', title: w.kind, kind: 'phone-hidden', cell: ({ bodyKind }) => w.bodyKinds[bodyKind] },
  { key: 'members', title: w.membersNow, kind: 'tight', cell: ({ members }) => w.people(members) },
  { key: 'formed', title: w.formedOn, kind: 'phone-hidden', cell: ({ formedOn }) => longDate(formedOn) },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ dissolvedOn }) => (
      <span className={dissolvedOn === undefined ? 'state ok' : 'state'}>
        {dissolvedOn === undefined ? w.active : w.dissolved}
      </span>
    ),
  },
]

/** One body: its former names, who sits in it, and what can be done about it. */
function OneBody({ bodyId, bodies, mayKeep }: { bodyId: string; bodies: readonly Option[]; mayKeep: boolean }) {
  const w = words.use()
  const { data: body } = useAnswer('directory.body', { bodyId })
  const members = useList('directory.members', { bodyId }, { size: 100 })
  if (!body) return <LoadingBars />
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const acts: readonly Act[] = [
    {
      key: 'change',
      command: 'directory.change-body',
      label: w.acts.changeBody,
      fixed: { bodyId },
      version: body.version,
      fields: [
        ...bodyFields(
          w,
          bodies.filter(([id]) => id !== bodyId),
          body,
        ),
        { kind: 'day', name: 'effectiveOn', label: w.day, value: dayOf(new Date()) },
        reason,
      ],
    },
    {
      key: 'dissolve',
      command: 'directory.dissolve-body',
      label: w.acts.dissolveBody,
      fixed: { bodyId },
      version: body.version,
      danger: true,
      fields: [{ kind: 'day', name: 'dissolvedOn', label: w.day, value: dayOf(new Date()) }, reason],
    },
  ]
  return (
    <>
      <h3>{body.name}</h3>
      <p className="sub">
        {w.bodyKinds[body.bodyKind]} · {w.formed(longDate(body.formedOn))}
        {body.dissolvedOn !== undefined && ` · ${w.dissolvedAt(longDate(body.dissolvedOn))}`}
      </p>
      {body.formerNames.map(({ name, until }) => (
        <p key={`${name} ${until}`} className="small mute">
          {w.formerName(name, longDate(until))}
        </p>
      ))}
      <h4>{w.membersNow}</h4>
      {members.first && members.total === 0 && <p className="mute">{w.noMembers}</p>}
      <ul className="files">
        {members.rows.map(({ memberId, name, posts }) => (
          <li key={memberId}>
            <Go to={`/directory/members/${memberId}`}>{name}</Go>
            <span className="mute small push">
              {posts
                .filter((post) => post.bodyId === bodyId)
                .map(({ post }) => w.posts[post])
                .join('、')}
            </span>
          </li>
        ))}
      </ul>
      <LoadMore list={members} />
      {mayKeep && body.dissolvedOn === undefined && (
        <div className="row wrap">
          <Acts acts={acts} />
        </div>
      )}
    </>
  )
}

const bodyFields = (
  w: Texts,
  bodies: readonly Option[],
  now: Partial<Row<'directory.bodies'>> = {},
): readonly FormField[] => [
  { kind: 'choice', name: 'bodyKind', label: w.kind, options: entries(w.bodyKinds), value: now.bodyKind ?? '' },
  { kind: 'line', name: 'name', label: w.name, limit: 100, value: now.name ?? '' },
  { kind: 'line', name: 'shortName', label: w.shortName, limit: 40, optional: true, value: now.shortName ?? '' },
  { kind: 'choice', name: 'parentId', label: w.parent, options: bodies, optional: true, value: now.parentId ?? '' },
]
