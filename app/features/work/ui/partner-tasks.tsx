import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Due, What } from '#app/features/home/ui/work-card.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Work } from '../work.queries.server.ts'
import { DoneDialog } from './done-dialog.tsx'

/** What a workflow asks of a partner, with what was done to be noted. */
export function PartnerTasks({ tasks }: { tasks: Work }) {
	const { t } = useTranslation('work')
	const { t: tHome } = useTranslation('home')
	const [done, setDone] = useState<string[]>([])
	const rows = tasks.flatMap(({ group, items }) => items.map((item) => ({ ...item, group })))
	if (rows.length === 0) return null
	return (
		<Card title={t('tasks')} padding="flush">
			<DataTable
				caption={t('tasks')}
				rows={rows}
				rowKey={(item) => item.id}
				columns={[
					{ key: 'due', header: tHome('work.due'), cell: (item) => <Due item={item} group={item.group} /> },
					{ key: 'what', header: tHome('work.what'), role: 'key', cell: (item) => <What item={item} /> },
					{
						key: 'done',
						header: t('done.action'),
						headerHidden: true,
						align: 'end',
						cell: (item) => (
							<Button size="sm" aria-label={`${t('done.action')} ${item.code}`} onClick={() => setDone([item.id])}>
								{t('done.action')}
							</Button>
						),
					},
				]}
			/>
			<DoneDialog taskIds={done} onClose={() => setDone([])} onDone={() => setDone([])} />
		</Card>
	)
}
