/**
 * 公文: what stands on the paper from top to bottom, as plain data, for Word and for print alike.
 * Texts are as people wrote them; a line feed begins a new paragraph, in a title a new line.
 */
export interface OfficialDocument {
  head?: Head
  /** 发文字号, as 吴建函〔2022〕12号. */
  number?: string
  /** Stands in the top right corner of the first page, as 办理结果：A类. */
  corner?: string
  title: string
  /** 主送: who is addressed; the colon is added. */
  addressees?: readonly string[]
  body: readonly Block[]
  /** 附件说明: the names of what is attached. */
  attachments?: readonly string[]
  /** 落款 */
  signature?: Signature
  /** 附注: remarks below the date, such as whom to call; brackets are added. */
  remarks?: readonly string[]
  /** 抄送 */
  copies?: readonly string[]
  /** 印发机关和印发日期; a letter has none. */
  issued?: { by: string; on: string }
}

/**
 * 红头, in red.
 * - `letter` 信函格式: the sender's name above a double line, the number below it on the right, no page number on the
 *   first page.
 * - `document` 文件格式: the name (with 文件 where it belongs) and the number in the middle above a single line.
 */
export interface Head {
  form: 'letter' | 'document'
  sender: string
}

export interface Signature {
  /** The names of those who sign, each on a line of its own. */
  units: readonly string[]
  /** 成文日期, as 2022-05-06. */
  on: string
  /** 盖章: leaves the room for a seal and puts the name in its middle. */
  sealed: boolean
}

export type Block =
  /** Paragraphs; those that begin with 一、 or （一） are set as headings of their level. */
  | { kind: 'text'; text: string }
  /** A heading without a number. */
  | { kind: 'heading'; text: string }
  /** 表格: fields with their names, one or two in a row. */
  | { kind: 'form'; rows: readonly (readonly FormField[])[] }

export interface FormField {
  name: string
  value: string
  /** Leaves the room of this many lines at least, as for an opinion written by hand. */
  lines?: number
}
