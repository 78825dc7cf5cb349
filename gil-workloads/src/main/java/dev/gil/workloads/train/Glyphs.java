package dev.gil.workloads.train;

/** The ten digits in 7 rows of 5 dots, as terminals drew them. */
final class Glyphs {
  static final int ROWS = 7;
  static final int COLUMNS = 5;

  private static final String[] DOTS = {
    ".###.#...##..###.#.###..##...#.###.",
    "..#...##....#....#....#....#...###.",
    ".###.#...#....#...#...#...#...#####",
    "#####...#...#.....#.....##...#.###.",
    "...#...##..#.#.#..#.#####...#....#.",
    "######....####.....#....##...#.###.",
    "..##..#...#....####.#...##...#.###.",
    "#####....#...#...#...#....#....#...",
    ".###.#...##...#.###.#...##...#.###.",
    ".###.#...##...#.####....#...#..##..",
  };

  private Glyphs() {}

  /** How dark a digit is between its dots: 1 on one, 0 off all, linear between four. */
  static double darkness(int digit, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double down = row - top;
    double across = column - left;
    return (1 - down) * ((1 - across) * dot(digit, top, left) + across * dot(digit, top, left + 1))
        + down
            * ((1 - across) * dot(digit, top + 1, left) + across * dot(digit, top + 1, left + 1));
  }

  private static int dot(int digit, int row, int column) {
    if (row < 0 || row >= ROWS || column < 0 || column >= COLUMNS) {
      return 0;
    }
    return DOTS[digit].charAt(row * COLUMNS + column) == '#' ? 1 : 0;
  }
}
