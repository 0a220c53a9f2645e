import { FileText, Upload, X } from 'lucide-react'
import { type ComponentPropsWithoutRef, type DragEvent, forwardRef, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { cx } from '#app/ui/cx.ts'
import { useControl } from '#app/ui/forms/field-context.ts'
import { formatBytes } from '#app/ui/forms/format-bytes.ts'

export interface FileDropProps extends Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'value' | 'onChange'> {
	/** What may be given: "PDF, picture, XML, up to 20 MB each". */
	readonly note?: string | undefined
	readonly onFiles?: ((files: readonly File[]) => void) | undefined
	/** react-hook-form's own; it reads `event.target.files`. */
	readonly onChange?: ComponentPropsWithoutRef<'input'>['onChange']
}

/** A file, dropped or chosen. The input is real: it takes the keyboard and is sent with the form; the chosen file is shown. */
export const FileDrop = forwardRef<HTMLInputElement, FileDropProps>(function FileDrop(
	{ note, onFiles, onChange, multiple, className, ...props },
	ref,
) {
	const { t } = useTranslation('common')
	const control = useControl(props)
	const input = useRef<HTMLInputElement | null>(null)
	const [files, setFiles] = useState<readonly File[]>([])
	const [over, setOver] = useState(false)
	const give = (list: FileList | null) => {
		const own = input.current
		if (!own) return
		const transfer = new DataTransfer()
		for (const file of list ?? []) if (multiple || transfer.items.length === 0) transfer.items.add(file)
		own.files = transfer.files
		own.dispatchEvent(new Event('change', { bubbles: true }))
	}
	const drop = (event: DragEvent) => {
		event.preventDefault()
		setOver(false)
		if (!props.disabled) give(event.dataTransfer.files)
	}
	return (
		<div className={cx('flex flex-col gap-2', className)}>
			<label
				htmlFor={control.id}
				onDragOver={(event) => {
					event.preventDefault()
					setOver(true)
				}}
				onDragLeave={() => setOver(false)}
				onDrop={drop}
				className={cx(
					'flex min-h-14 cursor-pointer flex-wrap items-center gap-x-3 gap-y-2 rounded-2 border border-dashed px-4 py-3 text-text-2 has-focus-visible:shadow-(--focus) has-disabled:cursor-not-allowed has-disabled:text-text-3',
					over ? 'border-accent bg-accent-soft' : 'border-control-line bg-surface-2',
					control['aria-invalid'] && 'border-rejected-solid',
				)}
			>
				<Upload aria-hidden="true" />
				<span className="min-w-0 flex-1">
					{multiple ? t('dropFiles') : t('dropFile')}
					{note && <small className="block text-text-3">{note}</small>}
				</span>
				<span aria-hidden="true" className={buttonClass({ size: 'sm' })}>
					{multiple ? t('chooseFiles') : t('chooseFile')}
				</span>
				<input
					{...props}
					{...control}
					ref={(element) => {
						input.current = element
						if (typeof ref === 'function') ref(element)
						else if (ref) ref.current = element
					}}
					type="file"
					multiple={multiple}
					className="sr-only"
					onChange={(event) => {
						const chosen = [...(event.target.files ?? [])]
						setFiles(chosen)
						onFiles?.(chosen)
						onChange?.(event)
					}}
				/>
			</label>
			<ul aria-live="polite" className={files.length > 0 ? 'flex flex-col gap-1' : 'hidden'}>
				{files.map((file) => (
					<li
						key={`${file.name}-${file.size}`}
						className="flex items-center gap-2 rounded-2 border border-line px-3 py-1.5"
					>
						<FileText aria-hidden="true" className="text-text-3" />
						<span className="min-w-0 flex-1 wrap-anywhere">{file.name}</span>
						<span className="text-12 whitespace-nowrap text-text-3">{formatBytes(file.size)}</span>
						<IconButton
							icon={X}
							label={t('removeFile', { name: file.name })}
							variant="ghost"
							size="sm"
							onClick={() => {
								const rest = new DataTransfer()
								for (const other of files) if (other !== file) rest.items.add(other)
								give(rest.files)
							}}
						/>
					</li>
				))}
			</ul>
		</div>
	)
})
