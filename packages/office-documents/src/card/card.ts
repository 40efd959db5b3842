/** 证件: a small card of one page with a code to scan. */
export interface Card {
  /** 发证机关. */
  issuer: string
  /** 证件名称, such as 民主监督员证. */
  title: string
  /** 证号, as it is printed. */
  number: string
  fields: readonly { name: string; value: string }[]
  /** What the code says, an address in most cases, and the line under it. */
  code: { content: string; caption: string }
  /** 发证日期 2022-03-01. */
  issuedOn: string
}

/** Texts that the font of cards cannot show. */
export class UnprintableText extends Error {
  readonly characters: string

  constructor(characters: string) {
    super(`expected characters that the font has, got ${characters}`)
    this.name = 'UnprintableText'
    this.characters = characters
  }
}
