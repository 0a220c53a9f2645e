import { Migration } from '@mikro-orm/migrations'

/** Lots of connected companies are found among the own ones by the compared form of their code, which is indexed there. */
export class Migration20261130093000SharedLotCode extends Migration {
	override up(): void {
		this.addSql('alter table "shared_lot" add "code_norm" text collate "C" null')
		// The owner of the table changes the rows of every tenant here, which the policies forbid otherwise.
		this.addSql('alter table "shared_lot" no force row level security')
		this.addSql(
			`update shared_lot set code_norm = regexp_replace(upper(normalize(code, NFKC)), '[[:space:]._/\\\\‐‑‒–—−-]+', '', 'g')`,
		)
		this.addSql('alter table "shared_lot" force row level security')
		this.addSql('alter table "shared_lot" alter column "code_norm" set not null')
	}
}
