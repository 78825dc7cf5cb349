/** The raw figures, made into a file on the page itself. */
function offerDownload(raw) {
  if (!raw) return;
  found('download').hidden = false;
  const [link, size] = found('download').children;
  link.textContent = `Download ${raw.name}`;
  link.download = raw.name;
  size.textContent = `\u00b7 the raw figures, ${counted(Math.ceil(raw.text.length / 1024))} KB`;
  link.href = URL.createObjectURL(new Blob([raw.text], { type: 'application/json' }));
}
