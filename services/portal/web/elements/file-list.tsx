import type { FileRef } from '@lianxie/contracts'
import { useMutation } from '@tanstack/react-query'
import { downloadFile } from '../data/download.ts'
import { core } from '../words/index.ts'
import { PageRefusal } from './field.tsx'
import { Icon } from './icon.tsx'

type Shown = FileRef & { scan?: 'NOT_SCANNED' | 'CLEAN' | 'INFECTED' }

/** 附件: pictures as pictures, the rest under the names that people gave them; what no scanner has seen says so. */
export function FileList({ service, files }: { service: string; files: readonly Shown[] }) {
  const w = core.use()
  const taking = useMutation({ mutationFn: (file: Shown) => downloadFile(service, file) })
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
                <a
                  href={address(file)}
                  onClick={(event) => {
                    event.preventDefault()
                    taking.mutate(file)
                  }}
                >
                  {file.name}
                </a>
                <span className="push small mute">{sizeOf(file)}</span>
              </li>
            ))}
        </ul>
      )}
      <PageRefusal error={taking.error} fields={[]} />
      {files.some(({ scan }) => scan === 'NOT_SCANNED') && <p className="small mute">{w.notScanned}</p>}
    </div>
  )
}

const isPicture = ({ mediaType }: Shown) => /^image\/(?:jpeg|png)$/.test(mediaType)

/** 1.2 MB, 340 kB. */
export const sizeOf = ({ size }: { size: number }): string =>
  size >= 1_000_000 ? `${(size / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1000))} kB`
