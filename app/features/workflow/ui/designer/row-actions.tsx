import { ArrowDown, ArrowUp, Copy, PanelRightOpen, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import type { MenuEntry } from '#app/ui/actions/menu.tsx'
import { RowMenu } from '#app/ui/actions/row-menu.tsx'

type Props = {
	name: string
	index: number
	isLast: boolean
	readOnly: boolean
	onOpen: () => void
	onMove: (to: number) => void
	onDuplicate: () => void
	onRemove: () => void
	removeRefused?: string | undefined
}

/** What can be done with a row: the same commands as in the picture and the panel. */
export function RowActions(props: Props) {
	const { t } = useTranslation('workflow')
	const { name, index, isLast, readOnly, onOpen, onMove, onDuplicate, onRemove, removeRefused } = props
	const entries = (): MenuEntry[] => [
		{ label: t('design.open'), icon: PanelRightOpen, onSelect: onOpen },
		...(readOnly
			? []
			: [
					{ label: t('design.duplicate'), icon: Copy, onSelect: onDuplicate },
					{
						label: t('design.up'),
						icon: ArrowUp,
						refusedBecause: index === 0 ? t('design.first') : undefined,
						onSelect: () => onMove(index - 1),
					},
					{
						label: t('design.down'),
						icon: ArrowDown,
						refusedBecause: isLast ? t('design.last') : undefined,
						onSelect: () => onMove(index + 1),
					},
					{ divider: true as const },
					{ label: t('design.remove'), icon: Trash2, danger: true, refusedBecause: removeRefused, onSelect: onRemove },
				]),
	]
	return (
		<span className="inline-flex">
			<IconButton
				icon={PanelRightOpen}
				size="sm"
				variant="ghost"
				label={t('design.openOf', { name })}
				onClick={onOpen}
			/>
			<RowMenu label={t('design.moreOf', { name })} entries={entries} />
		</span>
	)
}
