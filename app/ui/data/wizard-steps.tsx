import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'

export interface WizardStep {
	readonly key: string
	readonly label: string
	readonly detail?: ReactNode
	readonly state: 'done' | 'now' | 'next'
	/** Back to a step that is done. */
	readonly to?: string | undefined
}

const BOX = {
	done: 'border-line text-text',
	now: 'border-accent text-text font-semibold',
	next: 'border-line text-text-3',
}
const DOT = {
	done: 'border-text-3 bg-text-3 text-surface',
	now: 'border-accent bg-accent text-on-accent',
	next: 'border-line-2 bg-surface',
}

/** The steps of a longer form. */
export function WizardSteps({ label, steps }: { label: string; steps: readonly WizardStep[] }) {
	const { t } = useTranslation('common')
	const words = { done: t('stepDone'), now: t('stepNow'), next: t('stepNext') }
	return (
		<ol aria-label={label} className="no-print flex gap-2 max-desk:flex-col">
			{steps.map(({ key, label: name, detail, state, to }, index) => (
				<li
					key={key}
					aria-current={state === 'now' ? 'step' : undefined}
					className={cx('flex flex-1 items-center gap-2.5 rounded-3 border bg-surface px-3 py-2.5', BOX[state])}
				>
					<span
						aria-hidden="true"
						className={cx(
							'grid size-[22px] flex-none place-items-center rounded-full border-[1.5px] text-12 leading-none font-semibold',
							DOT[state],
						)}
					>
						{state === 'done' ? <Check className="size-3! stroke-[2.4]!" /> : index + 1}
					</span>
					<span className="min-w-0">
						{to && state === 'done' ? (
							<AppLink to={to} className="text-text">
								{name}
							</AppLink>
						) : (
							name
						)}
						<span className="sr-only">, {words[state]}</span>
						{detail && <small className="block text-text-3">{detail}</small>}
					</span>
				</li>
			))}
		</ol>
	)
}
