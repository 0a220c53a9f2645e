import { Check } from 'lucide-react'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { cx } from '#app/ui/cx.ts'

export interface ListedChoice {
	readonly id: string
	readonly code: string | null
	readonly name: string
	readonly detail: string | null
	/** The whole line, where it does not fit. */
	readonly title: string
	readonly isActive: boolean
	readonly isChosen: boolean
	readonly onPoint: () => void
	readonly onChoose: () => void
}

export interface ChoiceListBoxProps {
	readonly id: string
	/** The control that it hangs on; it keeps the focus. */
	readonly anchor: RefObject<HTMLElement>
	readonly label: string
	readonly options: readonly ListedChoice[]
	/** "20 of 3,412; type to narrow" */
	readonly status: string
}

const GAP_PX = 4
const MOST_PX = 340

/** Under its control, or above it where there is more room, and never wider than the screen. */
function place(box: HTMLElement, anchor: HTMLElement) {
	const at = anchor.getBoundingClientRect()
	const height = document.documentElement.clientHeight
	const width = document.documentElement.clientWidth
	const below = height - at.bottom - 2 * GAP_PX
	const above = at.top - 2 * GAP_PX
	const isAbove = below < 200 && above > below
	const wide = Math.min(Math.max(at.width, 320), width - 4 * GAP_PX)
	box.style.width = `${wide}px`
	box.style.left = `${Math.max(2 * GAP_PX, Math.min(at.left, width - wide - 2 * GAP_PX))}px`
	box.style.maxHeight = `${Math.max(120, Math.min(MOST_PX, isAbove ? above : below))}px`
	box.style.top = isAbove ? 'auto' : `${at.bottom + GAP_PX}px`
	box.style.bottom = isAbove ? `${height - at.top + GAP_PX}px` : 'auto'
}

/** What fits, in the browser's top layer, so that no card or dialog cuts it off. The focus stays in the control. */
export function ChoiceListBox({ id, anchor, label, options, status }: ChoiceListBoxProps) {
	const box = useRef<HTMLDivElement>(null)
	useLayoutEffect(() => {
		const own = box.current
		const control = anchor.current
		if (!own || !control) return
		if (typeof own.showPopover === 'function') own.showPopover()
		const put = () => place(own, control)
		put()
		addEventListener('resize', put)
		addEventListener('scroll', put, true)
		return () => {
			removeEventListener('resize', put)
			removeEventListener('scroll', put, true)
		}
	}, [anchor])
	const active = options.find((one) => one.isActive)?.id
	useEffect(() => {
		if (active) document.getElementById(active)?.scrollIntoView({ block: 'nearest' })
	}, [active])
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: pressing in it only keeps the focus where it is
		<div ref={box} {...POPOVER} className="choice-list" onMouseDown={(event) => event.preventDefault()}>
			<div id={id} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-y-auto p-1">
				{options.map((one) => (
					// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the control
					// biome-ignore lint/a11y/useFocusableInteractive: as the list
					<div
						key={one.id}
						id={one.id}
						role="option"
						aria-selected={one.isChosen}
						title={one.title}
						data-selected={one.isActive}
						className={cx('menu-item pointer-coarse:min-h-11', one.isChosen && 'font-semibold')}
						onPointerMove={one.onPoint}
						onClick={one.onChoose}
					>
						<span className="min-w-0 flex-1">
							{one.code && <span className="mono mr-2 text-text-2">{one.code}</span>}
							<span className="wrap-anywhere">{one.name}</span>
							{one.detail && <span className="ml-2 text-text-3">{one.detail}</span>}
						</span>
						{one.isChosen && <Check aria-hidden="true" />}
					</div>
				))}
			</div>
			<p aria-hidden="true" className="border-t border-line px-3 py-1.5 text-12 text-text-2">
				{status}
			</p>
		</div>
	)
}

/** An attribute that this React does not know the type of. */
const POPOVER: object = { popover: 'manual' }
