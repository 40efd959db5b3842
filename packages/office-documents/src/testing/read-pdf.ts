import { createRequire } from 'node:module'
import { createCanvas } from '@napi-rs/canvas'
import type scan from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

// Its types describe an ES module, which it is not.
const jsQR = createRequire(import.meta.url)('jsqr') as typeof scan.default

export interface PdfPage {
  text: string
  /** What the code on the drawn page says; undefined where a scanner finds none. */
  code: string | undefined
  /** Millimetres. */
  size: { width: number; height: number }
}

/** Reads a PDF as people do: its texts, and the code that a scanner finds on each page as it is drawn. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await loading.promise
  const pages: PdfPage[] = []
  for (let at = 1; at <= document.numPages; at += 1) {
    const page = await document.getPage(at)
    const { items } = await page.getTextContent()
    const viewport = page.getViewport({ scale: 3 })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    const context = canvas.getContext('2d')
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
    const { width: points, height: high } = page.getViewport({ scale: 1 })
    pages.push({
      text: items.map((item) => ('str' in item ? item.str : '')).join(''),
      code: jsQR(new Uint8ClampedArray(data), width, height)?.data,
      size: { width: Math.round((points / 72) * 25.4), height: Math.round((high / 72) * 25.4) },
    })
  }
  await loading.destroy()
  return pages
}
