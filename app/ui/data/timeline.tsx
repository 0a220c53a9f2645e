import { Circle, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface TimelineEntry {
	readonly key: string
	readonly title: ReactNode
	readonly detail?: ReactNode
	/** Written out by locale. */
	readonly time?: string | undefined
	/** ISO 8601, for machines. */
	readonly dateTime?: string | undefined
	readonly icon?: LucideIcon | undefined
	readonly tone?: Tone | undefined
}

/** What happened, in order. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label?: string | undefined }) {
	return (
		<ol className="timeline" aria-label={label}>
			{entries.map(({ key, title, detail, time, dateTime, icon: Icon = Circle, tone }) => (
				<li key={key} className={tone && toneClass(tone)}>
					<span aria-hidden="true" className="point">
						<Icon />
					</span>
					<div className="min-w-0">
						{title}
						{detail && <div className="text-12 text-text-3">{detail}</div>}
					</div>
					{time && (
						<time dateTime={dateTime} className="text-12 whitespace-nowrap text-text-3">
							{time}
						</time>
					)}
				</li>
			))}
		</ol>
	)
}
