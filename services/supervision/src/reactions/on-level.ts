import { joint } from '@lianxie/contracts'
import { react, type Reaction, searchText, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 纵向联动: the templates of vertical compacts, and what each level reported on them. */
export const onLevel: Reaction[] = [
  react(joint.SupervisionTemplatePublished, async (tx: Tx<Tables>, template, { envelope }) => {
    const { templateId, compactId, compactName, side, topic, form, year, startsOn, endsOn, indicators } = template
    await tx
      .insertInto('known_template')
      .values({
        id: templateId,
        compact_id: compactId,
        compact_name: compactName,
        side,
        topic,
        form,
        year,
        starts_on: startsOn,
        ends_on: endsOn,
        indicators: JSON.stringify(indicators),
        published_at: new Date(envelope.time),
        search: searchText(topic),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }),
  react(joint.SupervisionLevelReported, async (tx: Tx<Tables>, report, { envelope }) => {
    const { compactId: _, templateId, entryId, side, approvedOn, hasText, ...content } = report
    const told = {
      entry_id: entryId,
      content: JSON.stringify(content),
      approved_on: approvedOn,
      has_text: hasText,
      heard_at: new Date(envelope.time),
    }
    await tx
      .insertInto('known_level_report')
      .values({ template_id: templateId, side, ...told })
      .onConflict((conflict) =>
        conflict
          .columns(['template_id', 'side'])
          .doUpdateSet(told)
          // Told again from a rebuilt ledger, an earlier report changes nothing.
          .where(
            sql<boolean>`(excluded.content ->> 'revision')::int >= (known_level_report.content ->> 'revision')::int`,
          ),
      )
      .execute()
  }),
]
