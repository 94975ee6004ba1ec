/** One occurrence of an event, as plain data: it is made in a thread of its own. */
export interface Occurrence {
  uid: string;
  title: string;
  place: string;
  details: string;
  url: string;
  time: MomentSpan | DaySpan;
}

/** Epoch ms. */
export interface MomentSpan {
  kind: 'moments';
  start: number;
  end: number;
}

/** Whole days, `YYYY-MM-DD`, the same ones in whatever time zone they are told. */
export interface DaySpan {
  kind: 'days';
  first: string;
  last: string;
}
