import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ReadFilter } from './choices.model.ts'
import { all, type Source } from './source.server.ts'

/** Versions and drafts of a rule set or workflow: what a change can name, or what can be replayed. */
export function versions(ctx: Context, { key, to }: ReadFilter<'versions'>): Source | null {
	if (to) return replayable(ctx, key)
	if (!ctx.ability.can('create', 'Change')) return null
	const t = serverText(ctx.language, 'cases')
	const status = serverText(ctx.language, 'rules')
	return {
		rows: all(
			`select d.id::text as value, d.number::text as code, jsonb_build_object('en', coalesce(a.name, ''), 'zh-CN', coalesce(a.name, '')) as name, d.status as detail,
				null::text as unit, '' as also, true as open
			from definition_version d left join account a on a.id = d.author_id
			where d.kind in ('rule-set', 'workflow') and d.key = ? and d.based_on is not null and d.status not in ('withdrawn', 'retired')`,
			key,
		),
		say: ({ code, name, detail, unit }) => {
			const word = status(`status.${detail}`)
			if (code) return { code: null, name: t('change.versionIs', { number: code, status: word }), detail: null, unit }
			const draft = name ? t('change.draftOf', { who: name, status: word }) : t('change.draft', { status: word })
			return { code: null, name: draft, detail: null, unit }
		},
	}
}

/** What can be replayed of a rule set, drafts first and then the newest; the version in force too where another was before it. */
function replayable(ctx: Context, key: string): Source | null {
	if (!ctx.ability.can('read', 'RuleSet')) return null
	const t = serverText(ctx.language, 'rules')
	const { dateTime } = createFormat(ctx.language, ctx.tenant.timeZone)
	return {
		rows: all(
			`select coalesce('version:' || d.number, 'draft:' || d.id) as value, lpad(coalesce(1000000 - d.number, 0)::text, 7, '0') as code,
				jsonb_build_object('en', coalesce(a.name, ''), 'zh-CN', coalesce(a.name, '')) as name, d.status as detail, d.updated_at::text as unit,
				coalesce('v' || d.number, '') as also, d.status <> 'active' or exists (select 1 from definition_version x where x.kind = d.kind and x.key = d.key
					and x.number < d.number and x.published_at is not null) as open
			from definition_version d left join account a on a.id = d.author_id where d.kind = 'rule-set' and d.key = ? and d.status <> 'withdrawn'`,
			key,
		),
		say: ({ code, name, detail, unit }) => {
			const number = 1_000_000 - Number(code)
			const said =
				number === 1_000_000
					? t('replay.draftOf', { who: name || '–', when: dateTime(new Date(unit ?? 0)) })
					: t('page.version', { number, status: t(`status.${detail}`) })
			return { code: null, name: said, detail: null, unit: null }
		},
	}
}

/** Rule sets or workflows in force. */
export function definitions(ctx: Context, { of }: ReadFilter<'definitions'>): Source | null {
	if (!ctx.ability.can('create', 'Change')) return null
	return {
		rows: all(
			`select d.key as value, d.key as code, d.title as name, null::text as detail, null::text as unit, '' as also, true as open
			from definition_version d where d.status = 'active' and d.kind = ?`,
			of,
		),
		say: (said) => ({ ...said, code: null }),
	}
}
