import readExif from 'exif-reader'

/** 拍摄位置: where a picture was taken, in degrees. */
export interface PicturePlace {
  latitude: number
  longitude: number
}

/** The place that the EXIF block of a picture tells; undefined where it tells none, or none that can be. */
export function placeIn(exif: Buffer): PicturePlace | undefined {
  const gps = gpsIn(exif)
  const latitude = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef === 'S')
  const longitude = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef === 'W')
  if (latitude === undefined || longitude === undefined) return undefined
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

function gpsIn(exif: Buffer) {
  try {
    return readExif(exif).GPSInfo
  } catch {
    // Cameras and editors write broken blocks; the picture is as good without, and the clean copy leaves the block out.
    return undefined
  }
}

function degrees(parts: readonly number[] | undefined, isNegative: boolean): number | undefined {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined
  const [whole, minutes, seconds] = parts as [number, number, number]
  const value = whole + minutes / 60 + seconds / 3600
  return Number.isFinite(value) ? Number((isNegative ? -value : value).toFixed(6)) : undefined
}
