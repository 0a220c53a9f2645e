import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { PatternPart } from '../pattern.model.ts'
import { type CodeValues, renderCode } from '../render-code.ts'
import { PartRow } from './part-row.tsx'

/** A part with a key that stays while it moves. */
export type KeyedPart = { key: number; part: PatternPart }

/** Each kind as it is added at first. */
const FRESH: readonly PatternPart[] = [
	{ kind: 'text', text: '-' },
	{ kind: 'item' },
	{ kind: 'site' },
	{ kind: 'line' },
	{ kind: 'date', form: 'YY' },
	{
		kind: 'shift',
		shifts: [
			{ code: 'A', from: '06:00' },
			{ code: 'B', from: '14:00' },
			{ code: 'C', from: '22:00' },
		],
	},
	{ kind: 'sequence', width: 4, base: 10, reset: 'auto', perItem: false, perSite: false },
	{ kind: 'check', method: 'mod37' },
]

type Props = {
	parts: readonly KeyedPart[]
	values: CodeValues
	number: number
	onChange: (parts: KeyedPart[]) => void
}

/** The parts of a pattern in their order, each with its settings; parts are added, moved and removed. */
export function PatternComposer({ parts, values, number, onChange }: Props) {
	const { t } = useTranslation('lot-codes')
	const plain = parts.map((one) => one.part)
	/** What a part adds to the code: a check character depends on what stands before it. */
	const worth = (index: number) =>
		renderCode(plain.slice(0, index + 1), values, number).slice(
			renderCode(plain.slice(0, index), values, number).length,
		)
	const add = (part: PatternPart) =>
		onChange([...parts, { key: Math.max(0, ...parts.map((one) => one.key)) + 1, part }])
	const move = (index: number, by: -1 | 1) => {
		const moved = [...parts]
		const [one] = moved.splice(index, 1)
		if (one) moved.splice(index + by, 0, one)
		onChange(moved)
	}
	return (
		<Card
			title={t('edit.parts')}
			sub={t('edit.partsSub')}
			padding="flush"
			footer={
				<Menu
					trigger={
						<Button size="sm" icon={Plus}>
							{t('edit.add')}
						</Button>
					}
					align="start"
					entries={FRESH.map((part) => ({ label: t(`part.${part.kind}`), onSelect: () => add(part) }))}
				/>
			}
		>
			{parts.length === 0 ? (
				<p className="p-4 text-text-3">{t('edit.nothing')}</p>
			) : (
				<ol>
					{parts.map(({ key, part }, index) => (
						<PartRow
							key={key}
							part={part}
							worth={worth(index)}
							place={index}
							last={index === parts.length - 1}
							onChange={(changed) => onChange(parts.map((one) => (one.key === key ? { key, part: changed } : one)))}
							onMove={(by) => move(index, by)}
							onRemove={() => onChange(parts.filter((one) => one.key !== key))}
						/>
					))}
				</ol>
			)}
		</Card>
	)
}
