import type { FileRef } from '@lianxie/contracts'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'

type Shown = FileRef & { scan?: 'NOT_SCANNED' | 'CLEAN' | 'INFECTED' }

/** 附件: pictures as pictures, the rest by name; what no scanner has seen says so. */
export function FileList({ service, files }: { service: string; files: readonly Shown[] }) {
  const w = core.use()
  const address = ({ sha256 }: Shown) => `/api/${service}/files/${sha256}`
  const pictures = files.filter(isPicture)
  return (
    <div className="fields">
      {pictures.length > 0 && (
        <ul className="pics">
          {pictures.map((file) => (
            <li key={file.sha256}>
              <a href={address(file)} target="_blank" rel="noreferrer">
                <img src={address(file)} alt={file.name} loading="lazy" />
              </a>
            </li>
          ))}
        </ul>
      )}
      {files.length > pictures.length && (
        <ul className="files">
          {files
            .filter((file) => !isPicture(file))
            .map((file) => (
              <li key={file.sha256}>
                <Icon name="clip" />
                <a href={address(file)} target="_blank" rel="noreferrer">
                  {file.name}
                </a>
                <span className="push small mute">{sizeOf(file)}</span>
              </li>
            ))}
        </ul>
      )}
      {files.some(({ scan }) => scan === 'NOT_SCANNED') && <p className="small mute">{w.notScanned}</p>}
    </div>
  )
}

const isPicture = ({ mediaType }: Shown) => /^image\/(?:jpeg|png)$/.test(mediaType)

/** 1.2 MB, 340 kB. */
export const sizeOf = ({ size }: { size: number }): string =>
  size >= 1_000_000 ? `${(size / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1000))} kB`
