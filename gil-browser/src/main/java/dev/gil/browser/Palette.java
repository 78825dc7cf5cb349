package dev.gil.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Colours so far apart that every other one of a picture is near one of them, the frequent ones
 * first: no colour is lost for being rare, and a screenshot takes a third of the room.
 */
final class Palette {
  private static final int MOST = 256;

  /** Square of the distance below which two colours are one to the eye. */
  private static final int NEAR = 300;

  private final int[] colours;
  private final Map<Integer, Integer> places = new HashMap<>();

  private Palette(List<Integer> colours) {
    this.colours = colours.stream().mapToInt(Integer::intValue).toArray();
  }

  static BufferedImage reduce(BufferedImage picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    int width = picture.getWidth();
    int height = picture.getHeight();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        counts.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    Palette palette = new Palette(apart(counts));
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette.model());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        reduced.getRaster().setSample(x, y, 0, palette.nearest(picture.getRGB(x, y) & 0xffffff));
      }
    }
    return reduced;
  }

  private static List<Integer> apart(Map<Integer, Integer> counts) {
    List<Integer> apart = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .forEach(
            colour -> {
              boolean isNew = apart.stream().allMatch(other -> distance(other, colour) >= NEAR);
              if (isNew && apart.size() < MOST) {
                apart.add(colour);
              }
            });
    return apart;
  }

  private IndexColorModel model() {
    return new IndexColorModel(8, colours.length, colours, 0, false, -1, 0);
  }

  private int nearest(int colour) {
    return places.computeIfAbsent(colour, this::search);
  }

  private int search(int colour) {
    int nearest = 0;
    for (int i = 1; i < colours.length; i++) {
      if (distance(colours[i], colour) < distance(colours[nearest], colour)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static int distance(int a, int b) {
    int red = ((a >> 16) & 255) - ((b >> 16) & 255);
    int green = ((a >> 8) & 255) - ((b >> 8) & 255);
    int blue = (a & 255) - (b & 255);
    return red * red + green * green + blue * blue;
  }
}
