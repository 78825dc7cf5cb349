package dev.gil.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Takes pictures of a report for the documentation: two widths, two themes. */
final class Pictures {
  private static final int[] WIDTHS = {1200, 420};
  private static final String[] THEMES = {"light", "dark"};

  private Pictures() {}

  /** Arguments: the report, and the folder for the pictures. */
  public static void main(String[] args) throws IOException {
    Path report = Path.of(args[0]).toAbsolutePath();
    Path folder = Files.createDirectories(Path.of(args[1]));
    Chromium chromium =
        Chromium.find().orElseThrow(() -> new IllegalStateException(Chromium.MISSING));
    try (Browser browser = new Browser(chromium)) {
      for (int width : WIDTHS) {
        for (String theme : THEMES) {
          browser.look(width, 800, theme);
          browser.open(report);
          browser.lookAtAll(width, theme);
          Path file = folder.resolve("report-" + width + "-" + theme + ".png");
          write(Palette.reduce(browser.picture()), file);
          System.out.println(file + " " + Files.size(file) / 1024 + " KB");
        }
      }
    }
  }

  /** As small as it goes. */
  private static void write(BufferedImage picture, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0);
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
