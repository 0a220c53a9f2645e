import { Form } from '@remix-run/react'
import { LogOut } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import { AvatarButton } from '#app/ui/layout/avatar-button.tsx'

export interface UserMenuProps {
	readonly user: { readonly name: string; readonly initials: string; readonly detail?: string | undefined }
	readonly entries: readonly MenuEntry[]
	readonly logoutAction: string
}

/** Who is logged in, what is theirs, and the way out. */
export function UserMenu({ user, entries, logoutAction }: UserMenuProps) {
	const { t } = useTranslation('common')
	const formId = useId()
	return (
		<>
			<Form id={formId} method="post" action={logoutAction} reloadDocument className="hidden" />
			<Menu
				label={t('account')}
				trigger={<AvatarButton initials={user.initials} label={`${t('account')}: ${user.name}`} />}
				header={
					<div className="mb-1 border-b border-line px-2 pt-1 pb-2">
						<div className="font-medium">{user.name}</div>
						{user.detail && <div className="text-12 text-text-3">{user.detail}</div>}
					</div>
				}
				entries={[
					...entries,
					...(entries.length > 0 ? [{ divider: true } as const] : []),
					{ label: t('logOut'), icon: LogOut, submitForm: formId },
				]}
			/>
		</>
	)
}
