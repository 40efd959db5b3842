import { describe, expect, test } from 'vitest'
import { choiceCell, dateCell, integerCell, listCell, yesNoCell } from './cells.ts'
import { z } from 'zod'

describe('cells as people fill them in', () => {
  test.each([
    ['2022-01-05', '2022-01-05'],
    ['2022/1/5', '2022-01-05'],
    ['2022.1.5', '2022-01-05'],
    ['2022年1月5日', '2022-01-05'],
    ['20220105', '2022-01-05'],
  ])('the day %s is %s', (cell, day) => {
    expect(dateCell().parse(cell)).toBe(day)
  })

  test.each(['2022-02-30', '五月', '2022'])('%s is no day', (cell) => {
    expect(dateCell().safeParse(cell).success).toBe(false)
  })

  test('a choice is named by its title or its code, and a refusal lists the titles', () => {
    const sex = choiceCell({ male: ['男', '男性'], female: ['女'] })

    expect([sex.parse('男性'), sex.parse('FEMALE')]).toEqual(['male', 'female'])
    expect(sex.safeParse('其他').error!.issues[0]).toMatchObject({ code: 'invalid_value', values: ['男', '女'] })
  })

  test('a list is split at every separator in use', () => {
    expect(listCell(z.string(), 5).parse('民革、民盟，民建;工商联\n九三')).toEqual([
      '民革',
      '民盟',
      '民建',
      '工商联',
      '九三',
    ])
    expect(listCell(z.string(), 1).safeParse('民革、民盟').success).toBe(false)
  })

  test('a whole number may be written with its counter', () => {
    expect(['5月', '第十届', '第16届', '１２'].map((cell) => integerCell(1, 20).safeParse(cell).data)).toEqual([
      5,
      undefined,
      16,
      12,
    ])
  })

  test('yes and no are read in both languages', () => {
    expect(['是', 'no', '√', '也许'].map((cell) => yesNoCell().safeParse(cell).data)).toEqual([
      true,
      false,
      true,
      undefined,
    ])
  })
})
