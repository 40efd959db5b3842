import { Refusal } from '@lianxie/contracts'
import { type PicturePlace, placeIn } from './picture-place.ts'

/** A phone's picture has 12 to 50 million; more is a bomb that unpacks to gigabytes. */
export const MAX_PIXELS = 60_000_000

export const PICTURE_TYPES: readonly string[] = ['image/jpeg', 'image/png']

/** What is read from a picture itself. */
export interface PictureFacts {
  width: number
  height: number
  place?: PicturePlace
}

/**
 * Reads a picture from beginning to end. Its size is taken from the heading, and refused as `file.pixels`, before anything is
 * decoded; one that is cut short or damaged is refused as `file.broken`.
 */
export async function readPicture(path: string): Promise<PictureFacts> {
  const sharp = await loadSharp()
  const heading = await sharp(path, { limitInputPixels: false }).metadata().catch(broken)
  const { width, height, exif } = heading
  if (width * height > MAX_PIXELS) throw new Refusal('file.pixels', { width, height, maxPixels: MAX_PIXELS })
  // Made small while it is read: every byte is looked at, and little is kept.
  await sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated', sequentialRead: true })
    .resize(16, 16, { fit: 'fill' })
    .raw()
    .toBuffer()
    .catch(broken)
  const place = exif && placeIn(exif)
  return { width, height, ...(place && { place }) }
}

// The library has one kind of error, and the file was written a moment ago.
function broken(cause: unknown): never {
  throw Object.assign(new Refusal('file.broken'), { cause })
}

/** Loaded when the first picture comes; its own cache would keep files open. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  return sharp
}
