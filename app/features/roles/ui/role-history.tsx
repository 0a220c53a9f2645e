import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { comparePermissions } from '../compare-permissions.ts'
import type { RoleChange } from '../role-history.server.ts'
import { PermissionChanges } from './permission-words.tsx'

/** Who changed a role, when, why, and what it gained and lost. */
export function RoleHistory({ changes, roleKey }: { changes: readonly RoleChange[]; roleKey: string }) {
	const { t } = useTranslation('roles')
	const { dateTime } = useReader()
	const ability = useAbility()
	return (
		<Card
			title={t('history.title')}
			footer={
				ability.can('read', 'AuditEntry') && (
					<AppLink to={`/audit?subject=${encodeURIComponent(roleKey)}`}>{t('history.open')}</AppLink>
				)
			}
		>
			{changes.length === 0 ? (
				<p className="text-text-2">{t('history.none')}</p>
			) : (
				<Timeline
					label={t('history.title')}
					entries={changes.map((change) => ({
						key: String(change.seq),
						title: `${t(`history.${change.action}` as 'history.role.change')} · ${change.by}`,
						detail: (
							<>
								{change.reason && <span className="mb-1 block">{change.reason}</span>}
								{change.before && change.after && (
									<PermissionChanges {...comparePermissions(change.before, change.after)} />
								)}
							</>
						),
						time: dateTime(change.at),
						dateTime: change.at,
					}))}
				/>
			)}
		</Card>
	)
}
