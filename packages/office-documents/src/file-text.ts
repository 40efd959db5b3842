/**
 * Text as every kind of office file can hold it. Line ends of all systems, and the line and page breaks of word
 * processors, become line feeds; other control characters, which XML 1.0 cannot hold, are left out; half of a surrogate
 * pair becomes U+FFFD.
 */
export const fileText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u{fffe}\u{ffff}]/gu, (found) => KEPT.get(found) ?? '')

const KEPT = new Map([
  ['\t', '\t'],
  ...['\n', '\r', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029'].map((end) => [end, '\n'] as const),
])

/** Text for the content or an attribute of an XML or HTML element. */
export const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (found) => ENTITIES[found]!)

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
