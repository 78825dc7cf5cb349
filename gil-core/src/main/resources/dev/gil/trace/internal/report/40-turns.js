/**
 * Stretches of several threads in one order, as numbers of threads and of stretches. Merged two by two: a thread's own are in order, and sorting a million
 * pairs by a comparator would take longer than all the rest.
 *
 * @param edge 'from' or 'to': what is in order
 */
function merged(threads, edge, isWanted) {
  let runs = [];
  threads.forEach((thread, t) => {
    const wanted = [];
    for (let i = 0; i < thread.size; i++) if (isWanted(thread, i)) wanted.push(i);
    if (edge === 'to' && thread.isNested) wanted.sort((a, b) => thread.to[a] - thread.to[b] || thread.from[a] - thread.from[b]);
    if (wanted.length > 0) runs.push({ thread: new Uint32Array(wanted.length).fill(t), at: Uint32Array.from(wanted) });
  });
  while (runs.length > 1) {
    const next = [];
    for (let r = 0; r < runs.length; r += 2) next.push(r + 1 < runs.length ? mergedTwo(threads, edge, runs[r], runs[r + 1]) : runs[r]);
    runs = next;
  }
  return runs[0] ?? { thread: new Uint32Array(0), at: new Uint32Array(0) };
}

function mergedTwo(threads, edge, a, b) {
  const size = a.at.length + b.at.length;
  const both = { thread: new Uint32Array(size), at: new Uint32Array(size) };
  for (let i = 0, j = 0, k = 0; k < size; k++) {
    const isFirst = j === b.at.length || (i < a.at.length && threads[a.thread[i]][edge][a.at[i]] <= threads[b.thread[j]][edge][b.at[j]]);
    const run = isFirst ? a : b;
    const next = isFirst ? i++ : j++;
    both.thread[k] = run.thread[next];
    both.at[k] = run.at[next];
  }
  return both;
}

const inOrder = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Who held each lock, one entry a process and lock. Two processes never share a lock, whatever its name. */
function turnsOf(recording) {
  const turns = [];
  const processes = [...new Set(recording.threads.map((thread) => thread.process))].sort(inOrder);
  const locks = recording.locks.map((name, lock) => ({ name, lock })).sort((a, b) => inOrder(a.name, b.name));
  for (const process of processes) {
    const threads = recording.threads.map((thread) => (thread.process === process ? thread : { size: 0 }));
    for (const { name, lock } of locks) {
      const isHold = recording.kinds.map((kind) => kind.state === HOLD && kind.lock === lock);
      const order = merged(threads, 'from', (thread, i) => isHold[thread.kind[i]]);
      if (order.at.length > 0) turns.push({ name, lock, process, ...order, ...measured(recording.threads, order) });
    }
  }
  return turns;
}

/** How long anybody held a lock, and how long two held it at once: 0, or the lock is broken. In the order of the beginnings. */
function measured(threads, order) {
  let held = 0;
  let overlap = 0;
  let reached = -Infinity;
  for (let k = 0; k < order.at.length; k++) {
    const { from, to } = threads[order.thread[k]];
    const i = order.at[k];
    overlap += Math.max(0, Math.min(reached, to[i]) - from[i]);
    held += Math.max(0, to[i] - Math.max(reached, from[i]));
    reached = Math.max(reached, to[i]);
  }
  return { held, overlap };
}
