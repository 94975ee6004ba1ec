import { cleanDeep } from '../../conversation/text.ts';
import { COLUMN_KINDS } from './column.kinds.ts';
import { MoveError } from './move.error.ts';
import type { MovedTable } from './moved.tables.ts';

/** A row as it is sent, with what it is known by and what is hashed of it. */
export interface MovedRow {
  key: Record<string, unknown>;
  sent: Record<string, unknown>;
  hashed: unknown[];
}

/** How the rows of one table are read, sent and hashed. */
export class TablePlan {
  readonly table: MovedTable;
  readonly columns: readonly string[];
  private readonly types: Readonly<Record<string, string>>;

  /**
   * @param inFile its columns, those excepted that SQLite works out
   * @param inProject its columns there and their types; undefined: there is no such table
   * @throws MoveError when they are not of the same version
   */
  constructor(table: MovedTable, inFile: readonly string[], inProject: Record<string, string> | undefined) {
    const { left = [], instead = {} } = table;
    const wanted = new Set([...inFile.filter((name) => !left.includes(name)), ...Object.keys(instead)]);
    const types = inProject ?? {};
    const fits = [...wanted].toSorted().join() === Object.keys(types).toSorted().join();
    const unknown = Object.values(types).some((type) => !(type in COLUMN_KINDS));
    if (!fits || unknown) {
      throw new MoveError(
        `the tables of the project are not those of this version of Chip (${table.name}): run npm run db:migrate with this version; if it has nothing to do, the project belongs to a newer one, so update Chip here`,
      );
    }
    this.table = table;
    this.types = types;
    this.columns = [...wanted].toSorted();
  }

  /** Reads the rows behind a key, or all. */
  select(after: object | undefined): string {
    const { name, key, instead = {} } = this.table;
    const fields = this.columns.map((column) =>
      column in instead ? `${instead[column]} AS ${column}` : `${name}.${column}`,
    );
    const keys = key.map((column) => `${name}.${column}`).join(', ');
    const behind = after ? `WHERE (${keys}) > (${key.map(() => '?').join(', ')})` : '';
    return `SELECT ${fields.join(', ')} FROM ${name} ${behind} ORDER BY ${keys}`;
  }

  /** What becomes of a row; cleaned as all is that goes to a project, so that the hash is of what arrives. */
  convert(row: Record<string, unknown>): MovedRow {
    const sent: Record<string, unknown> = {};
    const hashed = this.columns.map((column) => {
      const kind = COLUMN_KINDS[this.types[column] ?? ''];
      sent[column] = cleanDeep(kind?.sent(row[column]));
      return kind?.hashed ? kind.hashed(row[column]) : sent[column];
    });
    const key = Object.fromEntries(this.table.key.map((column) => [column, row[column]]));
    return { key, sent, hashed };
  }
}
