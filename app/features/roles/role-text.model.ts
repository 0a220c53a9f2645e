import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleForm } from './roles.schema.ts'

/** The name that a form gives a role. */
export const titledIn = (form: Pick<RoleForm, 'titleEn' | 'titleZh'>): LocalizedText => ({
	en: form.titleEn,
	'zh-CN': form.titleZh,
})

/** What a form says a role is for; null where it says nothing. One language stands for both where the other is empty. */
export function describedIn(form: Pick<RoleForm, 'descriptionEn' | 'descriptionZh'>): LocalizedText | null {
	const { descriptionEn: en, descriptionZh: zh } = form
	return en || zh ? { en: en || zh, 'zh-CN': zh || en } : null
}
