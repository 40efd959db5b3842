/** The width of a text in full-width characters; Latin letters and digits take half of one. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (character.codePointAt(0)! < 0x2000 ? 0.5 : 1), 0)
