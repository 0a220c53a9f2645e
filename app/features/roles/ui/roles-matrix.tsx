import { useTranslation } from 'react-i18next'
import type { SubjectName } from '#app/core/permission.ts'
import { ACTION_TITLES, SUBJECT_TITLES } from '#app/core/permission-words.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import type { Role } from '../roles.queries.server.ts'

/** Who may what at a glance: a row for each thing, a column for each role. */
export function RolesMatrix({ roles }: { roles: readonly Role[] }) {
	const { t } = useTranslation('roles')
	const { say } = useReader()
	const subjects = [...new Set(roles.flatMap((role) => Object.keys(role.permissions) as SubjectName[]))]
	const words = (role: Role, subject: SubjectName) =>
		(role.permissions[subject] ?? []).map((action) => say(ACTION_TITLES[action])).join(t('join'))
	return (
		<DataTable
			scroll
			caption={t('overview.title')}
			rows={subjects}
			rowKey={(subject) => subject}
			columns={[
				{
					key: 'subject',
					header: t('overview.subject'),
					role: 'key',
					className: 'align-top',
					cell: (subject) => say(SUBJECT_TITLES[subject]),
				},
				...roles.map((role) => ({
					key: role.key,
					header: say(role.title),
					className: 'min-w-28 align-top',
					cell: (subject: SubjectName) =>
						words(role, subject) ? (
							<span className="text-12">{words(role, subject)}</span>
						) : (
							<span className="relative text-text-3">
								<span aria-hidden>–</span>
								<span className="sr-only">{t('overview.nothing')}</span>
							</span>
						),
				})),
			]}
		/>
	)
}
