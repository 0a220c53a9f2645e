import aurora from '../../../portal-themes/aurora.json' with { type: 'json' }
import harvest from '../../../portal-themes/harvest.json' with { type: 'json' }
import { type Theme, themeSchema } from './theme.schema.ts'

/** The themes that come with the portal, checked when the process starts: a theme that nobody can read stops it. */
export const themes: readonly Theme[] = [aurora, harvest].map((json) => themeSchema.parse(json))

/** A tenant's theme; the first where the key is unknown. */
export const themeOf = (key: string): Theme => themes.find((theme) => theme.key === key) ?? (themes[0] as Theme)

/** The three variables that a tenant sets, as a style sheet. */
export const themeCss = (theme: Theme): string =>
	`:root{--tenant-accent:${theme.accent};--tenant-accent-dark:${theme.accentDark};--tenant-mark:${theme.mark}}`
