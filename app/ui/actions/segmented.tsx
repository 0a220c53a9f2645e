import type { LucideIcon } from 'lucide-react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'

export interface Segment<V extends string> {
	readonly value: V
	readonly label: string
	readonly icon?: LucideIcon | undefined
	/** Where it leads, when the choice is kept in the URL. */
	readonly to?: string | undefined
}

export interface SegmentedProps<V extends string> {
	/** What is chosen between. */
	readonly label: string
	readonly value: V
	readonly segments: readonly Segment<V>[]
	/** Called when the choice is kept on this page and not in the URL. */
	readonly onChange?: ((value: V) => void) | undefined
	readonly className?: string | undefined
}

const part =
	'inline-flex min-h-[26px] items-center gap-1.5 rounded-1 px-2.5 text-12 font-medium whitespace-nowrap no-underline hover:no-underline pointer-coarse:min-h-10'
const partClass = (on: boolean) =>
	cx(part, on ? 'bg-surface text-text shadow-[var(--shadow-1),0_0_0_1px_var(--line-2)]' : 'text-text-2 hover:text-text')

/** Two to four ways to see the same thing, one of them on. */
export function Segmented<V extends string>({ label, value, segments, onChange, className }: SegmentedProps<V>) {
	return (
		<fieldset
			aria-label={label}
			className={cx('m-0 inline-flex gap-0.5 rounded-2 border border-line-2 bg-surface-2 p-0.5', className)}
		>
			{segments.map(({ value: own, label: text, icon: Icon, to }) => {
				const icon = Icon && <Icon aria-hidden="true" className="size-3.5!" />
				return to === undefined ? (
					<button
						key={own}
						type="button"
						aria-pressed={own === value}
						className={partClass(own === value)}
						onClick={() => onChange?.(own)}
					>
						{icon}
						{text}
					</button>
				) : (
					<AppLink
						key={own}
						to={to}
						aria-current={own === value ? 'true' : undefined}
						className={partClass(own === value)}
						preventScrollReset
					>
						{icon}
						{text}
					</AppLink>
				)
			})}
		</fieldset>
	)
}
