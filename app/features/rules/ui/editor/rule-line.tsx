import { GripVertical } from 'lucide-react'
import { type DragEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'
import { summaryOf } from '../../edit/rule-commands.ts'
import { outcomeTone } from '../outcome-tone.ts'

export const LINE = 'flex w-full items-center gap-3 px-4 py-[9px] text-left wrap-anywhere hover:bg-surface-2'
export const OPEN = 'bg-accent-soft font-semibold shadow-[inset_2px_0_0_var(--accent)]'

const KIND = 'application/x-rule'

type Props = {
	rule: unknown
	index: number
	/** How many lines the list has, and which of them this is, from 1. */
	size: number
	position: number
	isOpen: boolean
	fired: number
	isChanged: boolean
	readOnly: boolean
	onOpen: (index: number) => void
	onMove: (from: number, to: number) => void
	measure: (element: HTMLElement | null) => void
}

const isRule = (event: DragEvent): boolean => event.dataTransfer.types.includes(KIND)

/** One rule of the list. */
export const RuleLine = memo(function RuleLine({
	rule,
	index,
	size,
	position,
	isOpen,
	fired,
	isChanged,
	readOnly,
	onOpen,
	onMove,
	measure,
}: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { key, title, outcome } = summaryOf(rule, index)
	const tone = outcomeTone(outcome)
	const Icon = TONE_ICONS[tone]
	const often = t(fired === 0 ? 'page.neverFired' : 'page.fired', { count: fired })
	return (
		<li
			ref={measure}
			data-row={position - 1}
			data-row-key={key}
			aria-setsize={size}
			aria-posinset={position}
			className={cx('group flex items-center', position > 1 && 'border-t border-line')}
			onDragOver={(event) => isRule(event) && event.preventDefault()}
			onDrop={(event) => {
				if (!isRule(event)) return
				event.preventDefault()
				onMove(Number(event.dataTransfer.getData(KIND)), index)
			}}
		>
			<button
				type="button"
				aria-current={isOpen ? 'true' : undefined}
				aria-keyshortcuts={readOnly ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
				className={cx(LINE, toneClass(tone), isOpen && OPEN)}
				onClick={() => onOpen(index)}
				onKeyDown={(event) => {
					if (readOnly || !event.altKey || !event.key.startsWith('Arrow')) return
					event.preventDefault()
					onMove(index, event.key === 'ArrowUp' ? index - 1 : index + 1)
				}}
			>
				<Icon aria-hidden="true" className="flex-none text-c-fg" />
				<span className="min-w-0 flex-1">
					{say(title)}
					<small className="block font-normal text-text-3">
						{isChanged ? `${often} · ${t('page.changed')}` : often}
					</small>
				</span>
			</button>
			{!readOnly && (
				<span
					draggable
					aria-hidden="true"
					title={t('editor.drag')}
					className="-ml-4 cursor-grab pr-2 text-text-3 opacity-0 group-hover:opacity-100 max-desk:hidden"
					onDragStart={(event) => {
						event.dataTransfer.effectAllowed = 'move'
						event.dataTransfer.setData(KIND, String(index))
					}}
				>
					<GripVertical aria-hidden="true" />
				</span>
			)}
		</li>
	)
})
