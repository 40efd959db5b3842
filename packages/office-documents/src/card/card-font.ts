import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

/** 思源黑体: 30,890 characters, with those of GB 18030 that people have in their names. */
const FILE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'

let read: { bytes: Buffer; font: Font } | undefined

/** The font of cards, read once; only what a card uses of it is put into the card. */
export function cardFont(): { bytes: Buffer; font: Font } {
  if (!read) {
    const bytes = readFileSync(createRequire(import.meta.url).resolve(FILE))
    const font = create(bytes)
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`expected one font in ${FILE}, got a collection`)
    read = { bytes, font }
  }
  return read
}

/** The characters of texts that the font has no shape for, each once. */
export function missingIn(texts: readonly string[]): string {
  const { font } = cardFont()
  const all = new Set(texts.flatMap((text) => Array.from(text)))
  return [...all].filter((character) => !font.hasGlyphForCodePoint(character.codePointAt(0)!)).join('')
}
