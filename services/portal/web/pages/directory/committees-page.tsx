import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import type { Column } from '../../elements/data-table.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { Acts } from './acts.tsx'
import { useMay } from './keepers.ts'
import { Head, Listing } from './listing.tsx'
import { entries } from './options.ts'
import { words } from './words/index.ts'

type Texts = ReturnType<typeof words.use>
type Committee = Row<'directory.committees'>

/** 各地委员会: this committee and those that it works with, by their public facts. */
export function Page() {
  const w = words.use()
  const mayKeep = useMay('committees')
  const { values, set, clear } = useAddress(['text'] as const)
  const search = one(values.text)
  const list = useList('directory.committees', search === undefined ? {} : { search })
  return (
    <>
      <Head way="committees">
        {mayKeep && (
          <Acts
            acts={[
              {
                key: 'record',
                command: 'directory.record-committee',
                label: w.acts.recordCommittee,
                main: true,
                fields: [
                  { kind: 'line', name: 'committeeId', label: w.committeeId, limit: 63, hint: w.committeeIdHint },
                  ...facts(w),
                ],
              },
            ]}
          />
        )}
      </Head>
      <Conditions find={w.findCommittee} values={values} set={set} clear={clear} choices={[]} />
      <Listing<'directory.committees'>
        way="committees"
        list={list}
        columns={columns(w, mayKeep)}
        idOf={({ committeeId }) => committeeId}
      />
    </>
  )
}

const columns = (w: Texts, mayKeep: boolean): readonly Column<Committee>[] => [
  {
    key: 'name',
    title: w.name,
    kind: 'title',
    cell: ({ fullName, own }) => (
      <span>
        {fullName} {own && <span className="tag blue">{w.own}</span>}
      </span>
    ),
  },
  { key: 'level', title: w.level, kind: 'tight', cell: ({ level }) => w.levels[level] },
  {
    key: 'place',
    title: w.place,
    kind: 'phone-hidden',
    cell: ({ province, city, district }) => [...new Set([province, city, district])].filter(Boolean).join(' '),
  },
  { key: 'id', title: w.committeeId, kind: 'phone-hidden', cell: ({ committeeId }) => <code>{committeeId}</code> },
  ...(mayKeep
    ? [
        {
          key: 'acts',
          title: w.doing,
          kind: 'tight' as const,
          cell: (committee: Committee) => (
            <Acts
              acts={[
                {
                  key: 'update',
                  command: 'directory.record-committee',
                  label: w.acts.updateCommittee,
                  fixed: { committeeId: committee.committeeId },
                  fields: facts(w, committee),
                },
              ]}
            />
          ),
        },
      ]
    : []),
]

const facts = (w: Texts, now: Partial<Committee> = {}): readonly FormField[] => [
  { kind: 'line', name: 'name', label: w.shortName, limit: 60, value: now.name ?? '' },
  { kind: 'line', name: 'fullName', label: w.fullName, limit: 100, value: now.fullName ?? '' },
  { kind: 'choice', name: 'level', label: w.level, options: entries(w.levels), value: now.level ?? 'DISTRICT' },
  { kind: 'line', name: 'district', label: w.district, limit: 40, value: now.district ?? '' },
  { kind: 'line', name: 'city', label: w.city, limit: 40, optional: true, value: now.city ?? '' },
  { kind: 'line', name: 'province', label: w.province, limit: 40, optional: true, value: now.province ?? '' },
  { kind: 'line', name: 'adcode', label: w.adcode, limit: 6, optional: true, value: now.adcode ?? '' },
]
