/** The colours of a track, by place; the first four of the second kind tell threads apart. */
const BY_STATE = ['hold', 'wait', 'blocked', 'kernel'];
const BY_THREAD = ['hold', 'hold-2', 'hold-3', 'hold-4', 'kernel', 'blocked', 'wait'];

const shadeOf = (thread) => thread % 4;

function colourByThread(state, thread) {
  return state === HOLD ? shadeOf(thread) : state === KERNEL ? 4 : state === BLOCKED ? 5 : 6;
}

/** What a thread did. */
function trackOfThread(recording, t) {
  const thread = recording.threads[t];
  if (thread.isNested) return trackOfNested(recording, t);
  const track = new Track(thread.size);
  for (let i = 0; i < thread.size; i++) track.add(thread.from[i], thread.to[i], recording.kinds[thread.kind[i]].state, t, i);
  return track.indexed();
}

/** A thread with several locks: each stretch covers those that were already going on. */
function trackOfNested(recording, t) {
  const thread = recording.threads[t];
  const track = new Track(2 * thread.size);
  const open = [];
  let reached = 0;
  const show = (i, until) => {
    if (until > reached) {
      track.add(reached, until, recording.kinds[thread.kind[i]].state, t, i);
      reached = until;
    }
  };
  const close = (until) => {
    while (open.length > 0 && thread.to[open.at(-1)] <= until) {
      const i = open.pop();
      show(i, thread.to[i]);
    }
  };
  for (let i = 0; i < thread.size; i++) {
    close(thread.from[i]);
    if (open.length > 0) show(open.at(-1), thread.from[i]);
    reached = Math.max(reached, thread.from[i]);
    open.push(i);
  }
  close(Infinity);
  return track.indexed();
}

/** Who held a lock. Where two held it at once, which a sound lock never allows, the later one is cut. */
function trackOfTurns(recording, turns) {
  const track = new Track(turns.at.length);
  let reached = -Infinity;
  for (let k = 0; k < turns.at.length; k++) {
    const t = turns.thread[k];
    const i = turns.at[k];
    const from = Math.max(reached, recording.threads[t].from[i]);
    const to = recording.threads[t].to[i];
    if (to >= from) track.add(from, to, shadeOf(t), t, i);
    reached = Math.max(reached, to);
  }
  return track.indexed();
}

/**
 * What ran on a core, of what was recorded with its core: the one on which it ended. Where two overlap, the one that ended later was elsewhere until the other
 * had ended.
 */
function trackOfCore(recording, core) {
  const isRun = recording.kinds.map((kind) => kind.core === core && (kind.state === HOLD || kind.state === KERNEL));
  const order = merged(recording.threads, 'to', (thread, i) => isRun[thread.kind[i]]);
  const track = new Track(order.at.length);
  let reached = -Infinity;
  for (let k = 0; k < order.at.length; k++) {
    const t = order.thread[k];
    const thread = recording.threads[t];
    const i = order.at[k];
    track.add(Math.max(reached, thread.from[i]), thread.to[i], colourByThread(recording.kinds[thread.kind[i]].state, t), t, i);
    reached = thread.to[i];
  }
  return track.indexed();
}
