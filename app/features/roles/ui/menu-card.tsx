import { useTranslation } from 'react-i18next'
import type { RoleKey } from '#app/core/permission.ts'
import type { RolePermissions } from '#app/core/tenant-role.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { menuOf } from './role-menu.ts'

type Props = { base: RoleKey; permissions: RolePermissions; sub?: string }

/** The menu that these permissions make. */
export function MenuCard({ base, permissions, sub }: Props) {
	const { t } = useTranslation('roles')
	const { t: tHome } = useTranslation('home')
	return (
		<Card title={t('menu.title')} {...(sub ? { sub } : {})}>
			<div className="flex flex-col gap-3">
				{menuOf(base, permissions).map(({ label, entries }) => (
					<div key={label ?? ''}>
						{label && <p className="mb-1 text-12 text-text-3">{tHome(label as 'nav.work')}</p>}
						<ul className="flex flex-col gap-1">
							{entries.map((entry) => (
								<li key={`${entry.to} ${entry.label}`} className="flex items-center gap-2">
									<entry.icon aria-hidden className="size-4 text-text-3" />
									{tHome(entry.label as 'nav.home')}
								</li>
							))}
						</ul>
					</div>
				))}
			</div>
		</Card>
	)
}
