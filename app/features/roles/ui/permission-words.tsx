import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ACTION_TITLES, SUBJECT_TITLES } from '#app/core/permission-words.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { OnePermission } from '../compare-permissions.ts'

/** A permission as people say it: what, then what may be done. */
export function usePermissionWords() {
	const { say } = useReader()
	return ({ subject, action }: OnePermission): string =>
		`${say(SUBJECT_TITLES[subject])}: ${say(ACTION_TITLES[action])}`
}

/** What came to a role and what was taken from it; never by colour alone. */
export function PermissionChanges({ added, removed }: { added: OnePermission[]; removed: OnePermission[] }) {
	const { t } = useTranslation('roles')
	const words = usePermissionWords()
	return (
		<ul className="flex flex-col gap-1">
			{[...added.map((one) => ({ one, more: true })), ...removed.map((one) => ({ one, more: false }))].map(
				({ one, more }) => (
					<li key={`${one.subject} ${one.action}`} className="flex items-start gap-1.5">
						{more ? (
							<Plus aria-label={t('changes.added')} className="mt-0.5 size-4 shrink-0 text-released-fg" />
						) : (
							<Minus aria-label={t('changes.removed')} className="mt-0.5 size-4 shrink-0 text-rejected-fg" />
						)}
						<span className="min-w-0">{words(one)}</span>
					</li>
				),
			)}
		</ul>
	)
}
