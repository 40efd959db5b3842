import type { ResultOf, supervision as c } from '@lianxie/contracts'
import type { Block, OfficialDocument } from '@lianxie/office-documents'

type Result = ResultOf<typeof c.AppraisalResult>

/** 评议结果表: turnout first, then each unit with the counts behind its score. */
export function resultSheet(result: Result, committee: string): OfficialDocument {
  const { title, turnout, heldOn, units } = result
  return {
    title: `${title}\n评议结果`,
    body: [
      {
        kind: 'form',
        rows: [
          [field('应到人数', turnout.entitled), field('实到人数', turnout.attended)],
          [field('发出票数', turnout.issued), field('收回票数', turnout.returned)],
          [field('有效票数', turnout.valid)],
        ],
      },
      ...units.flatMap((unit) => unitBlocks(result, unit)),
    ],
    signature: { units: [committee], on: heldOn, sealed: false },
  }
}

function unitBlocks({ items, options }: Result, unit: Result['units'][number]): Block[] {
  const wordsOf = (list: readonly { code: string; zh: string }[], code: string) =>
    list.find((one) => one.code === code)?.zh ?? code
  const rank = unit.rank === undefined ? [] : [field('名次', unit.rank)]
  return [
    { kind: 'heading', text: unit.name ?? unit.unitId },
    {
      kind: 'form',
      rows: [
        [field('得分', scoreText(unit.score)), ...rank],
        ...unit.items.map(({ item, score, counts }) => [
          field(
            wordsOf(items, item),
            `${scoreText(score)}（${counts.map(({ option, count }) => `${wordsOf(options, option)}${count}`).join('，')}）`,
          ),
        ]),
      ],
    },
  ]
}

/** Nobody rated it: that is no score, and not zero. */
const scoreText = (score: number | undefined) => (score === undefined ? '无评分' : score.toFixed(2))

const field = (name: string, value: string | number) => ({ name, value: String(value) })
