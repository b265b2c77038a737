/** Tables of the backtests feature; conventions as in `schema.ts`. */
export interface BacktestRunsTable {
  id: string;
  name: string;
  at: number;
  by: string;
  state: string;
  source: string;
  request_json: string;
  recipe_json: string;
  problem_json: string | null;
  /** What the list shows, so that it need not read whole results. */
  summary_json: string | null;
  result_json: string | null;
  finished_at: number | null;
}

export interface BacktestTradesTable {
  run: string;
  /** A thousand trades each, in the order of decision. */
  part: number;
  n: number;
  published: number;
  bytes: Uint8Array;
}

export interface BacktestRepeatsTable {
  id: string;
  run: string;
  at: number;
  by: string;
  code_version: string;
  outcome: string;
  digest: string;
  instruments_json: string;
}

export interface BacktestTables {
  backtest_runs: BacktestRunsTable;
  backtest_trades: BacktestTradesTable;
  backtest_repeats: BacktestRepeatsTable;
}
