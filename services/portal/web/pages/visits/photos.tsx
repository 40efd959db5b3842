import { useEffect, useState } from 'react'
import { fileRefOf, PICTURES } from '../../data/upload.ts'
import { RefusalText } from '../../elements/field.tsx'
import { Icon } from '../../elements/icon.tsx'
import { dropPhoto, keepPhoto, photoOf } from './device.ts'
import type { Photo } from './draft.ts'
import { words } from './words/index.ts'

const MOST = 20

/** 现场照片: kept on the device before they are shown; they go out when there is a line. */
export function Photos({
  photos,
  refusal,
  onAdd,
  onDrop,
}: {
  photos: readonly Photo[]
  refusal: string | undefined
  onAdd: (photos: readonly Photo[]) => void
  onDrop: (photoId: string) => void
}) {
  const w = words.use()
  const [fault, setFault] = useState<string>()
  const take = async (files: readonly File[]) => {
    const fitting = files.filter(({ type }) => PICTURES.split(',').includes(type)).slice(0, MOST - photos.length)
    setFault(fitting.length < files.length ? w.wrongPicture : undefined)
    try {
      const kept: Photo[] = []
      for (const file of fitting) {
        const photoId = crypto.randomUUID()
        await keepPhoto(photoId, file)
        const number = photos.length + kept.length + 1
        // What a phone calls a picture says nothing to a reader.
        const name = `${w.photo(number)}.${file.type === 'image/png' ? 'png' : 'jpg'}`
        kept.push({ ...(await fileRefOf(file, name)), photoId })
      }
      if (kept.length > 0) onAdd(kept)
    } catch {
      setFault(w.deviceFull)
    }
  }
  const told = fault ?? refusal
  return (
    <div>
      <p className="label">{w.photos(photos.length)}</p>
      <ul className="pics">
        {photos.map((photo, at) => (
          <li key={photo.photoId}>
            <Picture photoId={photo.photoId} label={w.photo(at + 1)} />
            <button
              type="button"
              className="drop"
              aria-label={w.dropPhoto(at + 1)}
              onClick={() => {
                onDrop(photo.photoId)
                void dropPhoto(photo.photoId)
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
        {photos.length < MOST && (
          <li>
            <label className="add small">
              <Icon name="camera" />
              {w.take}
              <input
                type="file"
                accept={PICTURES}
                multiple
                onChange={({ target }) => {
                  const files = [...(target.files ?? [])]
                  target.value = ''
                  void take(files)
                }}
              />
            </label>
          </li>
        )}
      </ul>
      {told !== undefined && <RefusalText>{told}</RefusalText>}
      <p className="small mute">{w.photosHint}</p>
    </div>
  )
}

function Picture({ photoId, label }: { photoId: string; label: string }) {
  const [src, setSrc] = useState<string>()
  useEffect(() => {
    let url: string | undefined
    let gone = false
    void photoOf(photoId).then((blob) => {
      if (!blob || gone) return
      url = URL.createObjectURL(blob)
      setSrc(url)
    })
    return () => {
      gone = true
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [photoId])
  return <img src={src} alt={label} />
}
