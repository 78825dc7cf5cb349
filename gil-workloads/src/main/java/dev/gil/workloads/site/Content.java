package dev.gil.workloads.site;

import dev.gil.workloads.photo.Photo;
import dev.gil.workloads.site.Answer.Ending;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the site has under its paths. For one thread. */
final class Content {
  private static final int MOST_KEPT = 2_000;
  private static final long MOST_BYTES = 400L << 20;
  private static final long HUGE = 1L << 30;
  private static final String FLAKY = "/flaky/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  private final long seed;
  private final Map<String, Answer> kept = new HashMap<>();
  private final Map<String, Integer> refusals = new HashMap<>();
  private long keptBytes;

  Content(long seed) {
    this.seed = seed;
  }

  /** The answer to a path, without what follows a question mark. */
  Answer at(String path) {
    if (path.startsWith(FLAKY)) {
      return flaky(path);
    }
    @Nullable Answer known = kept.get(path);
    if (known != null) {
      return known;
    }
    Answer answer = make(path);
    if (kept.size() >= MOST_KEPT || keptBytes > MOST_BYTES - answer.bytes()) {
      kept.clear();
      keptBytes = 0;
    }
    kept.put(path, answer);
    keptBytes += answer.bytes();
    return answer;
  }

  /**
   * {@code /flaky/ITEM/TIMES/SECONDS/ANYTHING}: busy so many times, asking to be left alone so many
   * seconds, and then the item.
   */
  private Answer flaky(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length < 6) {
      return at("/");
    }
    if (refusals.size() >= MOST_KEPT) {
      refusals.clear();
    }
    int times = refusals.merge(path, 1, Integer::sum);
    return times <= number(parts[3]) ? at("/busy/" + number(parts[4])) : at("/item/" + parts[2]);
  }

  private Answer make(String path) {
    String[] parts = path.split("/", -1);
    String kind = parts.length > 1 ? parts[1] : "";
    long number = parts.length > 2 ? number(parts[2]) : 0;
    return switch (kind) {
      case "page" -> Answer.of("200 OK", HTML, "", utf8(PageText.html(number, seed)));
      case "item" -> Answer.of("200 OK", JSON, "", utf8(Item.json(number, seed)));
      case "busy" ->
          Answer.of("503 Service Unavailable", JSON, "Retry-After: " + number + "\r\n", utf8("{}"));
      case "image" -> Answer.of("200 OK", "image/bmp", "", Bitmap.of(new Photo(number, seed)));
      case "error" -> Answer.of(number + " Error", HTML, "", utf8("<p>error " + number + "</p>"));
      case "half" -> Answer.half(HTML, utf8(PageText.html(number, seed)), Ending.CLOSE);
      case "reset" -> Answer.half(HTML, utf8(PageText.html(number, seed)), Ending.RESET);
      case "huge" -> Answer.huge(HTML, HUGE);
      case "hang" -> Answer.silence(Ending.HANG);
      case "drop" -> Answer.silence(Ending.CLOSE);
      default -> Answer.of("404 Not Found", HTML, "", utf8("<p>no such page</p>"));
    };
  }

  /** 0 where there is no number. */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
