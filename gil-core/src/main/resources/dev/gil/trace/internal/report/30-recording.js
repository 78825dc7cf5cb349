/** As the data numbers them. */
const HOLD = 0, WAIT = 1, BLOCKED = 2, KERNEL = 3;
const STATES = [
  { is: 'has the lock', sum: 'held' },
  { is: 'waits', sum: 'waited' },
  { is: 'blocked without the lock', sum: 'blocked' },
  { is: 'computes without the lock', sum: 'in kernels' },
];

/** The stretches of one thread, in columns. */
class Stretches {
  constructor(data, kinds) {
    const size = data.size;
    this.name = data.thread;
    this.process = data.process;
    this.size = size;
    this.from = new Float64Array(size);
    this.to = new Float64Array(size);
    this.kind = new Uint32Array(size);
    this.sums = [0, 0, 0, 0];
    this.counts = [0, 0, 0, 0];
    this.longest = [0, 0, 0, 0];
    this.isNested = false;
    const kind = new Column(data.kinds);
    const gap = new Column(data.gaps);
    const length = new Column(data.lengths);
    let reached = 0;
    let latest = 0;
    for (let i = 0; i < size; i++) {
      const from = reached + gap.nextSigned();
      const lasted = length.next();
      const state = kinds[(this.kind[i] = kind.next())].state;
      reached = from + lasted;
      this.from[i] = from;
      this.to[i] = reached;
      this.sums[state] += lasted;
      this.counts[state]++;
      if (lasted > this.longest[state]) this.longest[state] = lasted;
      if (from < latest) this.isNested = true;
      if (reached > latest) latest = reached;
    }
    if (!(kind.isDone && gap.isDone && length.isDone)) throw new Error(`the stretches of thread ${data.thread} are not what was written`);
  }
}

/** One trace: its threads, and what follows from them. */
class Recording {
  constructor(data) {
    this.title = data.title;
    this.nanos = data.nanos;
    this.dropped = data.dropped;
    this.cores = data.cores;
    this.clocks = data.clocks;
    this.locks = data.locks;
    this.incidents = data.incidents;
    this.claims = data.claims;
    this.kinds = data.kinds.map(([state, lock, core]) => ({ state, lock, core }));
    this.threads = data.lanes.map((lane) => new Stretches(lane, this.kinds));
    this.turns = turnsOf(this);
    this.overlap = this.turns.reduce((sum, lock) => sum + lock.overlap, 0);
  }

  sum(state) {
    return this.threads.reduce((sum, thread) => sum + thread.sums[state], 0);
  }

  /** How long each stretch of a state lasted, shortest first. */
  lengths(state) {
    const lengths = new Float64Array(this.threads.reduce((sum, thread) => sum + thread.counts[state], 0));
    let at = 0;
    for (const thread of this.threads) {
      for (let i = 0; i < thread.size; i++) {
        if (this.kinds[thread.kind[i]].state === state) lengths[at++] = thread.to[i] - thread.from[i];
      }
    }
    return lengths.sort();
  }
}
