import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ComparedLine } from '../compare-revisions.model.ts'

const TONES = { same: 'draft', changed: 'waiting', added: 'released', removed: 'rejected' } as const

type Props = { title: ReactNode; lines: readonly ComparedLine[]; before: string; after: string }

/** What was and what is, line by line, with what changed named in words. */
export function ComparedCard({ title, lines, before, after }: Props) {
	const { t } = useTranslation('production')
	const name = (line: ComparedLine) => (line.key === 'revision' ? t('order.revision') : line.name)
	return (
		<Card title={title} padding="flush">
			<DataTable
				caption={t('changes.caption', { before, after })}
				rows={lines}
				rowKey={(line) => line.key}
				empty={<p className="p-4 text-text-3">{t('changes.nothing')}</p>}
				columns={[
					{ key: 'name', header: t('changes.what'), role: 'key', cell: name },
					{ key: 'before', header: before, cell: (line) => line.before ?? '–' },
					{ key: 'after', header: after, cell: (line) => line.after ?? '–' },
					{
						key: 'change',
						header: t('changes.change'),
						role: 'aside',
						cell: (line) => <StatusText tone={TONES[line.change]} label={t(`changes.${line.change}`)} />,
					},
				]}
			/>
		</Card>
	)
}
