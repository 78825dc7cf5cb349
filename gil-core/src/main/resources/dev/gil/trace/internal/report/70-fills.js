/** The colours of the page, from its style sheet, and patterns of them: what a colour says, its pattern says too. */
class Fills {
  constructor(scale) {
    const style = getComputedStyle(document.documentElement);
    this.colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.scale = scale;
    this.fills = {
      hold: this.colour('hold'),
      'hold-2': this.colour('hold-2'),
      'hold-3': this.colour('hold-3'),
      'hold-4': this.colour('hold-4'),
      wait: this.pattern('wait', 7, (pen, size) => {
        for (const shift of [-size, 0, size]) line(pen, shift, size, shift + size, 0, 2.1);
      }),
      blocked: this.pattern('blocked', 5, (pen, size) => {
        pen.beginPath();
        pen.arc(size / 2, size / 2, 1, 0, 7);
        pen.fill();
      }),
      kernel: this.pattern('kernel', 5, (pen, size) => line(pen, 0, size / 2, size, size / 2, 2)),
    };
    this.inks = { hold: this.colour('on-hold'), 'hold-2': this.colour('on-pale'), 'hold-3': this.colour('paper'), 'hold-4': this.colour('on-hold') };
  }

  /** A tile in device pixels, so that lines are as sharp as the screen. */
  pattern(name, size, draw) {
    const tile = document.createElement('canvas');
    tile.width = tile.height = Math.round(size * this.scale);
    const pen = tile.getContext('2d');
    pen.fillStyle = this.colour(`${name}-pale`);
    pen.fillRect(0, 0, tile.width, tile.height);
    pen.scale(tile.width / size, tile.height / size);
    pen.fillStyle = pen.strokeStyle = this.colour(name);
    draw(pen, size);
    return pen.createPattern(tile, 'repeat');
  }

  of(name) {
    return this.fills[name];
  }
}

function line(pen, x1, y1, x2, y2, width) {
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** A canvas made as large as it is shown, in device pixels. Its pen draws in those. */
function penOf(canvas) {
  const scale = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, width, height);
  return pen;
}
