import { Icon } from './icon.tsx'

/** 选择表格: a file of rows from the device, Excel, CSV or JSON. */
export function ChooseSheet({
  label,
  isReading,
  onChosen,
}: {
  label: string
  isReading: boolean
  onChosen: (file: File) => void
}) {
  return (
    <label className="addfile">
      <Icon name="clip" />
      {label}
      <input
        type="file"
        accept=".xlsx,.csv,.json"
        disabled={isReading}
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onChosen(file)
          target.value = ''
        }}
      />
    </label>
  )
}
