import { widthOf } from '../text-width.ts'

/** 版面 of GB/T 9704-2012 5: A4 with a text area of 156 mm by 225 mm, 22 lines of 28 characters of size 3. Millimetres. */
export const PAPER = {
  width: 210,
  height: 297,
  top: 37,
  left: 28,
  textWidth: 156,
  textHeight: 225,
} as const

/** 字号 in points. */
export const SIZE = {
  /** 二号 */
  title: 22,
  /** 三号 */
  body: 16,
  /** 四号 */
  small: 14,
} as const

/** 行距 of the body, in points. */
export const LINE = 28
/** The same of a title, whose characters are larger. */
export const TITLE_LINE = 32
export const CHARACTERS = 28

/** 红头 and its lines. */
export const RED = 'FF0000'

/** 发文机关标志: as large as its name allows, so that a short one is not wider than the text and a long one fits. */
export function senderSize(sender: string): number {
  const widest = (PAPER.textWidth / 25.4) * 72
  return Math.max(SIZE.title, Math.min(42, Math.floor(widest / Math.max(widthOf(sender), 1))))
}

/** 抄送 with its full stop. */
export const copiesLine = (copies: readonly string[]): string => `${copies.join('，')}。`

/** 附件说明: a single attachment has no number. */
export const numberedNames = (names: readonly string[]): string[] =>
  names.length === 1 ? [...names] : names.map((name, at) => `${at + 1}.${name}`)

/**
 * The faces that the standard asks for, each with what stands in for it where it is not installed. Programs look for
 * them in this order.
 */
export const FONTS = {
  /** 仿宋 */
  body: ['仿宋_GB2312', '仿宋', 'FangSong', 'STFangsong', '华文仿宋', 'FZFangSong-Z02S'],
  /** 黑体 */
  first: ['黑体', 'SimHei', 'STHeiti', '华文黑体', 'Noto Sans CJK SC'],
  /** 楷体 */
  second: ['楷体_GB2312', '楷体', 'KaiTi', 'STKaiti', '华文楷体'],
  /** 小标宋 */
  title: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK', '华文中宋', 'STZhongsong', '宋体', 'SimSun'],
  /** 宋体, of page numbers. */
  number: ['宋体', 'SimSun', 'STSong', 'Noto Serif CJK SC'],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type FontUse = keyof typeof FONTS
