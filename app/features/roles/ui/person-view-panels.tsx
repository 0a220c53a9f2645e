import { useTranslation } from 'react-i18next'
import type { RoleKey } from '#app/core/permission.ts'
import { ACTION_TITLES, SUBJECT_TITLES } from '#app/core/permission-words.ts'
import type { RolePermissions } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { COUNTED_MOST } from '../counted.model.ts'
import type { PersonView } from '../person-view.queries.server.ts'
import { MenuCard } from './menu-card.tsx'

/** What one person sees: their menu, how many records of each kind they can open, and all that they may do. */
export function PersonViewPanels({ view }: { view: PersonView }) {
	const { t } = useTranslation('roles')
	const { say, number } = useReader()
	const base: RoleKey = view.bases[0] ?? 'auditor'
	const permissions: RolePermissions = Object.fromEntries(
		view.permissions.map(({ subject, actions }) => [subject, actions]),
	)
	return (
		<Split
			aside={
				<>
					<MenuCard base={base} permissions={permissions} />
					<Card title={t('preview.sees')} sub={t('preview.seesSub')}>
						<KeyValue
							width="wide"
							entries={view.counts.map(({ subject, count }) => ({
								label: say(SUBJECT_TITLES[subject]),
								value: count > COUNTED_MOST ? t('preview.more', { count: number(COUNTED_MOST) }) : number(count),
							}))}
						/>
						{view.lots.length > 0 && (
							<p className="mt-3 text-12 text-text-3">
								{t('preview.latest')}{' '}
								<span className="mono wrap-anywhere whitespace-normal">
									{view.lots.map((lot) => lot.code).join(t('join'))}
								</span>
							</p>
						)}
					</Card>
				</>
			}
		>
			<Card title={t('preview.roles')}>
				<div className="flex flex-wrap items-center gap-2">
					{view.roles.map((role) => (
						<Tag key={role.title.en}>{say(role.title)}</Tag>
					))}
					<span className="text-text-2">
						{view.party
							? t('preview.forParty', { party: say(view.party) })
							: view.site
								? t('preview.atSite', { site: say(view.site) })
								: t('preview.everywhere')}
					</span>
				</div>
			</Card>
			<Card title={t('preview.may')} padding="flush">
				<DataTable
					caption={t('preview.may')}
					rows={view.permissions}
					rowKey={(row) => row.subject}
					columns={[
						{
							key: 'subject',
							header: t('overview.subject'),
							role: 'key',
							cell: (row) => say(SUBJECT_TITLES[row.subject]),
						},
						{
							key: 'actions',
							header: t('preview.actions'),
							cell: (row) => row.actions.map((action) => say(ACTION_TITLES[action])).join(t('join')),
						},
						{
							key: 'scope',
							header: t('preview.scope'),
							role: 'aside',
							cell: (row) => (
								<span className="whitespace-nowrap text-text-2">
									{t(row.ownOnly || view.party ? 'preview.own' : 'preview.all')}
								</span>
							),
						},
					]}
				/>
			</Card>
		</Split>
	)
}
