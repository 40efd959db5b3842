import { joint } from '@lianxie/contracts'
import { answer } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { pageOf } from './page-of.ts'

/** 公开的联动协商成果: effective and undisputed records, where the compact lists 公开 among what may cross. */
export const publicRecords = (compacts: () => Compacts) =>
  answer(joint.PublicRecords, {
    allow: 'public',
    read: async (_, paging) => {
      const rows = [...compacts().open().values()].flatMap(({ member: { view } }) => {
        const { text } = view.compactView()
        if (!text.crossing.includes('PUBLIC')) return []
        return view
          .decisions('record')
          .filter(({ disputed }) => disputed.length === 0)
          .flatMap(({ effective, versions }) => versions.find(({ id, closing }) => id === effective && closing) ?? [])
          .filter(({ audience }) => audience === 'all')
          .map((version) => ({ name: text.name, version, at: view.entry(version.closing!)!.entry.at }))
      })
      return pageOf(
        rows.sort((a, b) => (a.at < b.at ? 1 : -1)),
        paging,
        ({ version }) => version.id,
        ({ name, version, at }) => ({
          compactName: name,
          decisionId: version.decision,
          versionId: version.id,
          title: version.body.title,
          text: version.body.text,
          signers: version.body.signers,
          effectiveAt: at,
        }),
      )
    },
  })
