import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { countSupervision, supervisionGroups, supervisionHistory } from './index.ts'

const linesOf = (text: string) => text.trimEnd().split('\n')
const TODAY = '2026-01-01'

test.each([
  ['jiangyin-cppcc', 1153, '77eba9a5af140c07acc97bd30ce363e9c129b3e5e0b6f810105593bcddec1b2c'],
  ['wuxing-cppcc', 149, '0e9d75f8338217459356351debe25a404a680a76c73354ff8473a37dd2d5be59'],
] as const)('the facts of %s are the lines that were kept, with their bytes', (committee, lines, sha256) => {
  const text = supervisionHistory(committee)

  expect(linesOf(text)).toHaveLength(lines)
  expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
})

test('of 江阴 the published figures are counted: 21 groups, 30 activities, 506 places, 3 lists, 80 problems and more', () => {
  const counted = countSupervision(linesOf(supervisionHistory('jiangyin-cppcc')), TODAY)

  expect(counted).toMatchObject({
    activities: 30,
    teams: 17 + 4,
    keyInspections: 1,
    appraisals: 2,
    sites: 506,
    lists: 3,
    participations: 100,
  })
  expect(counted.listed).toBeGreaterThanOrEqual(80)
  expect(counted.listed).toBeLessThan(90)
})

test('of 吴兴 120 participations in visits are counted', () => {
  expect(countSupervision(linesOf(supervisionHistory('wuxing-cppcc')), TODAY)).toMatchObject({
    activities: 3,
    participations: 120,
  })
})

test('what is not put right is overdue and what is put right too late is late, and what is opened again is neither put right nor verified', () => {
  const fact = (at: string, name: string, id: string, rest: object) =>
    JSON.stringify({ at: `${at}T09:00:00+08:00`, fact: name, region: 'wuxing-cppcc', id, ...rest })
  const raised = (id: string, day: string) =>
    fact(day, 'finding-raised', id, { unit: '区水务局', subject: '排口', severity: '一般', due: '2022-03-01' })
  const counted = countSupervision(
    [
      raised('a', '2022-02-01'),
      raised('b', '2022-02-02'),
      raised('c', '2022-02-03'),
      raised('d', '2022-02-04'),
      fact('2022-03-02', 'finding-rectified', 'b', {}),
      fact('2022-03-03', 'finding-verified', 'b', { passed: false }),
      fact('2022-03-05', 'finding-rectified', 'd', {}),
      fact('2022-02-20', 'finding-rectified', 'c', {}),
      fact('2022-02-23', 'finding-verified', 'c', { passed: true }),
    ],
    TODAY,
  )

  expect(counted).toMatchObject({
    due: 4,
    rectified: 2,
    verified: 1,
    reopened: 1,
    overdue: 2,
    late: 1,
    repeated: 3,
    medianDays: 20,
  })
})

test('17 groups are posted to one department each and 4 have a topic, with the numbers by which the facts call them', () => {
  const resident = supervisionGroups.filter(({ kind }) => kind === 'RESIDENT')

  expect([resident.length, supervisionGroups.length]).toEqual([17, 21])
  expect(new Set(resident.map(({ unit }) => unit)).size).toBe(17)
  expect(supervisionGroups.map(({ team }) => team)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
})
