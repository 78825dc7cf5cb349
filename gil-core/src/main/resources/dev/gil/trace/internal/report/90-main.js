/** Opens the page. */
function show(recording, stage) {
  for (const id of ['timeline', 'histograms', 'totals']) found(id).hidden = false;
  found('timeline-head').textContent = recording.threads.length === 0 ? 'Nothing was recorded' : 'Whose turn it was';
  stage.open(recording);
  showHistogram(found('held'), recording.lengths(HOLD), 'bars-hold');
  showHistogram(found('waited'), recording.lengths(WAIT), 'bars-wait');
  showTotals(recording);
  showIncidents(recording, stage);
}

function main() {
  const data = JSON.parse(found('gil-data').textContent);
  offerDownload(data.raw);
  if (data.recordings.length > 0) {
    const stage = new Stage();
    const opened = new Map();
    const choice = found('recording');
    data.recordings.forEach((recording, i) => choice.append(made('option', recording.title, { value: i })));
    found('choose').hidden = data.recordings.length < 2;
    const open = (i) => {
      if (!opened.has(i)) opened.set(i, new Recording(data.recordings[i]));
      show(opened.get(i), stage);
    };
    choice.onchange = () => open(Number(choice.value));
    open(0);
  }
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.documentElement.dataset.ready = Math.round(performance.now());
  }));
}

try {
  main();
} catch (e) {
  found('fault').hidden = false;
  found('fault').textContent = `The timeline could not be drawn: ${e.message}`;
  throw e;
}
