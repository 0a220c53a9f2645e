import { GripVertical } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'

const KIND = 'application/x-rule-part'

const isPart = (event: DragEvent): boolean => event.dataTransfer.types.includes(KIND)

/** Drags a condition with the pointer; the keyboard has “move up” and “move down” in the menu beside it. */
export function PartHandle({ path }: { path: readonly number[] }) {
	const { t } = useTranslation('rules')
	return (
		<span
			draggable
			aria-hidden="true"
			title={t('editor.drag')}
			className="cursor-grab text-text-3 max-desk:hidden"
			onDragStart={(event) => {
				event.dataTransfer.effectAllowed = 'move'
				event.dataTransfer.setData(KIND, JSON.stringify(path))
			}}
		>
			<GripVertical aria-hidden="true" />
		</span>
	)
}

type DropProps = { path: readonly number[]; onDrop: (from: number[]) => void }

/** The gap between two parts, where one that is dragged may be dropped. */
export function DropPlace({ path, onDrop }: DropProps) {
	const [isOver, setOver] = useState(false)
	return (
		<div
			aria-hidden="true"
			data-drop={path.join('-')}
			className={cx('-my-1 h-2 rounded-1 transition-colors', isOver && 'bg-accent')}
			onDragOver={(event) => {
				if (!isPart(event)) return
				event.preventDefault()
				setOver(true)
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(event) => {
				setOver(false)
				if (!isPart(event)) return
				event.preventDefault()
				const from: unknown = JSON.parse(event.dataTransfer.getData(KIND))
				if (!Array.isArray(from)) return
				const source = from.map(Number)
				// A group cannot be dropped into itself.
				if (source.every((step, index) => path[index] === step)) return
				onDrop(source)
			}}
		/>
	)
}
