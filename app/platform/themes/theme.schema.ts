import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { contrast } from './contrast.ts'

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour like #0a5c78')

/**
 * A tenant's theme. What may differ is small on purpose: status colours mean the same for everyone. The contrasts
 * are WCAG 2.2's, with room: accent 5:1 on white, dark accent 7:1 on the dark page, white 4.5:1 on the mark.
 */
export const themeSchema = z
	.object({
		$schema: z.string().optional(),
		schema: z.literal('theme/1'),
		key: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
		title: localizedTextSchema,
		accent: colour,
		accentDark: colour,
		mark: colour,
		logo: z.string().max(20_000).startsWith('<svg').optional(),
		mail: z.object({ accent: colour }).strict(),
	})
	.strict()
	.superRefine((theme, ctx) => {
		const need = (path: string, ratio: number, least: number, against: string) => {
			if (ratio < least)
				ctx.addIssue({
					code: 'custom',
					path: [path],
					message: `contrast ${ratio.toFixed(2)}:1 against ${against}, at least ${least}:1 needed`,
				})
		}
		need('accent', contrast(theme.accent, '#ffffff'), 5, 'white')
		need('accentDark', contrast(theme.accentDark, '#0d1115'), 7, 'the dark page')
		need('mark', contrast(theme.mark, '#ffffff'), 4.5, 'white')
		need('mail', contrast(theme.mail.accent, '#ffffff'), 4.5, 'white')
	})

export type Theme = z.infer<typeof themeSchema>
