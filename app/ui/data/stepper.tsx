import { Check, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { TONE_ICONS, type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface Step {
	readonly key: string
	readonly label: string
	readonly state: 'done' | 'now' | 'next'
	/** When, or what is still needed. */
	readonly detail?: ReactNode
	/** The status it stands for; colours the step it is at. */
	readonly tone?: Tone | undefined
	readonly icon?: LucideIcon | undefined
}

/** The lifecycle of a record. A phone shows the step before, the present one and the next. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
	const { t } = useTranslation('common')
	const words = { done: t('stepDone'), now: t('stepNow'), next: t('stepNext') }
	return (
		<ol className="stepper keep-together" aria-label={label}>
			{steps.map(({ key, label: name, state, detail, tone = 'active', icon }) => {
				const Icon = state === 'done' ? Check : state === 'now' ? (icon ?? TONE_ICONS[tone]) : null
				return (
					<li
						key={key}
						className={cx(state, state === 'now' && toneClass(tone))}
						aria-current={state === 'now' ? 'step' : undefined}
					>
						<span aria-hidden="true" className="point">
							{Icon && <Icon />}
						</span>
						<b>
							{name}
							<span className="sr-only">, {words[state]}</span>
						</b>
						<small className="block min-h-[1.125rem]">{detail}</small>
					</li>
				)
			})}
		</ol>
	)
}
