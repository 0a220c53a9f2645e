import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import type { PatternPart } from '../pattern.model.ts'
import { PartFields } from './part-fields.tsx'

type Props = {
	part: PatternPart
	/** What it is worth today. */
	worth: string
	place: number
	last: boolean
	onChange: (part: PatternPart) => void
	onMove: (by: -1 | 1) => void
	onRemove: () => void
}

/** One part of a pattern: what it is, its settings, what it gives today, and its place. */
export function PartRow({ part, worth, place, last, onChange, onMove, onRemove }: Props) {
	const { t } = useTranslation('lot-codes')
	const name = t(`part.${part.kind}`)
	const number = place + 1
	return (
		<li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0">
			<div className="flex w-40 min-w-0 flex-col gap-0.5 max-desk:w-auto max-desk:flex-1">
				<span className="font-medium">{name}</span>
				<span className="mono text-12 break-all text-text-3">{worth}</span>
			</div>
			<div className="min-w-0 flex-1 max-desk:order-3 max-desk:basis-full">
				<PartFields part={part} number={number} onChange={onChange} />
			</div>
			<Buttons>
				<IconButton
					size="sm"
					variant="ghost"
					icon={ArrowUp}
					label={t('edit.earlier', { name, number })}
					disabled={place === 0}
					onClick={() => onMove(-1)}
				/>
				<IconButton
					size="sm"
					variant="ghost"
					icon={ArrowDown}
					label={t('edit.later', { name, number })}
					disabled={last}
					onClick={() => onMove(1)}
				/>
				<IconButton size="sm" variant="ghost" icon={X} label={t('edit.remove', { name, number })} onClick={onRemove} />
			</Buttons>
		</li>
	)
}

const Buttons = ({ children }: { children: ReactNode }) => <div className="flex shrink-0 gap-1">{children}</div>
