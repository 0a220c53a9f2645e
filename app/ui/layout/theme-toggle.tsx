import { useFetcher, useLocation } from '@remix-run/react'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { cx } from '#app/ui/cx.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'

const ICONS = { light: Sun, dark: Moon, system: Monitor } as const

export interface ThemeToggleProps {
	/** Takes a post of `theme` and `redirectTo`. */
	readonly action: string
	readonly theme: ThemeChoice
	readonly className?: string | undefined
}

/** Light, dark, or as the device says. Shown at once, then kept by the server. */
export function ThemeToggle({ action, theme, className }: ThemeToggleProps) {
	const { t } = useTranslation('common')
	const fetcher = useFetcher()
	const location = useLocation()
	const pending = fetcher.formData?.get('theme')
	const current = pending === 'light' || pending === 'dark' || pending === 'system' ? pending : theme
	const first = useRef(true)
	useEffect(() => {
		// The server's HTML already carries the kept choice; only a change made here is applied here.
		if (first.current) {
			first.current = false
			return
		}
		if (current === 'system') delete document.documentElement.dataset.theme
		else document.documentElement.dataset.theme = current
	}, [current])
	const choose = (choice: ThemeChoice) =>
		fetcher.submit({ theme: choice, redirectTo: location.pathname + location.search }, { method: 'post', action })
	const labels: Record<ThemeChoice, string> = { light: t('themeLight'), dark: t('themeDark'), system: t('themeSystem') }
	return (
		<span className={cx('inline-flex', className)}>
			<Menu
				label={t('theme')}
				trigger={<IconButton icon={ICONS[current]} label={`${t('theme')}: ${labels[current]}`} variant="ghost" />}
				entries={(['light', 'dark', 'system'] as const).map((choice) => ({
					label: labels[choice],
					icon: ICONS[choice],
					onSelect: () => choose(choice),
				}))}
			/>
		</span>
	)
}
