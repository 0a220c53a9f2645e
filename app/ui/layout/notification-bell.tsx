import { Bell } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { buttonClass } from '#app/ui/actions/button-class.ts'

export interface NotificationBellProps {
	readonly to: string
	readonly unread: number
}

/** Leads to the notices; says how many are unread. */
export function NotificationBell({ to, unread }: NotificationBellProps) {
	const { t } = useTranslation('common')
	const label = unread > 0 ? t('notificationsUnread', { count: unread }) : t('notifications')
	return (
		<AppLink
			to={to}
			aria-label={label}
			title={label}
			className={buttonClass({ variant: 'ghost', iconOnly: true, className: 'relative' })}
		>
			<Bell aria-hidden="true" />
			{unread > 0 && (
				<span
					aria-hidden="true"
					className="absolute top-0.5 right-0 grid h-4 min-w-4 place-items-center rounded-full border-2 border-surface bg-accent px-0.5 text-[0.625rem] leading-none font-semibold text-on-accent"
				>
					{unread > 99 ? '99+' : unread}
				</span>
			)}
		</AppLink>
	)
}
