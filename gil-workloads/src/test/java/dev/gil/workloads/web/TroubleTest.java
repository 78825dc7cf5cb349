package dev.gil.workloads.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gil.spi.GilExecutor;
import dev.gil.spi.Strategies;
import dev.gil.workloads.site.SiteProcess;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server can do to its clients, and what those say of it, in both forms. */
class TroubleTest {
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20, true);

  /** A label of a name has 63 letters at most, so nobody is asked for this one. */
  private static final String NO_HOST = "http://" + "a".repeat(64) + ".invalid/";

  private static SiteProcess site;
  private static GilExecutor loop;

  @BeforeAll
  static void start() throws Exception {
    loop = Strategies.open("eventloop");
    site = SiteProcess.start(42);
  }

  @AfterAll
  static void end() {
    loop.close();
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/half/1, BROKEN_OFF",
    "/reset/1, BROKEN_OFF",
    "/drop, BROKEN_OFF",
    "/huge, TOO_LARGE",
  })
  void troubleWithAServerHasItsName(String path, Trouble trouble) {
    assertThat(blocking(site.at(path), LIMITS)).isEqualTo(trouble);
    assertThat(async(site.at(path), LIMITS)).isEqualTo(trouble);
  }

  @Test
  void aServerThatHangsIsLeftAfterTheLimit() {
    Limits brief = LIMITS.within(Duration.ofMillis(50));
    assertThat(blocking(site.at("/hang"), brief)).isEqualTo(Trouble.TIMED_OUT);
    assertThat(async(site.at("/hang"), brief)).isEqualTo(Trouble.TIMED_OUT);
  }

  @Test
  void aRefusedConnectionIsNoLostOne() {
    assertThat(blocking(site.refused("/"), LIMITS)).isEqualTo(Trouble.REFUSED);
    assertThat(async(site.refused("/"), LIMITS)).isEqualTo(Trouble.REFUSED);
  }

  @Test
  void aNameThatIsNotKnownIsNoRefusal() {
    assertThat(blocking(URI.create(NO_HOST), LIMITS)).isEqualTo(Trouble.UNKNOWN_HOST);
    assertThat(async(URI.create(NO_HOST), LIMITS)).isEqualTo(Trouble.UNKNOWN_HOST);
  }

  @Test
  void anErrorIsAnAnswer() throws Exception {
    assertThat(Fetch.get(site.at("/error/500"), LIMITS).status()).isEqualTo(500);
    assertThat(async(site.at("/error/404")).status()).isEqualTo(404);
  }

  @Test
  void aBusyServerSaysWhenToComeBack() throws Exception {
    Reply reply = Fetch.get(site.at("/busy/3"), LIMITS);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfterSeconds()).isEqualTo(3);
    assertThat(async(site.at("/busy/3")).retryAfterSeconds()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "' 7 ', 7", "-3, -1", "86400, 60", "soon, -1", "'', -1"})
  void whatAServerAsksForIsTakenWithCare(String header, int seconds) {
    assertThat(Reply.seconds(header)).isEqualTo(seconds);
  }

  @Test
  void aConnectionIsOfUseAfterTrouble() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(blocking(site.at("/half/1"), LIMITS)).isEqualTo(Trouble.BROKEN_OFF);
      assertThat(Fetch.get(site.at("/page/1"), LIMITS).status()).isEqualTo(200);
      assertThat(Fetch.get(site.at("/page/1"), LIMITS.fresh()).status()).isEqualTo(200);
    }
  }

  private static Trouble blocking(URI uri, Limits limits) {
    return catchThrowableOfType(FetchException.class, () -> Fetch.get(uri, limits)).trouble();
  }

  private static Trouble async(URI uri, Limits limits) {
    Throwable thrown =
        catchThrowableOfType(
            ExecutionException.class,
            () -> loop.submitAsync(gil -> AsyncFetch.get(uri, limits)).get());
    return FetchException.of(uri, thrown).trouble();
  }

  private static Reply async(URI uri) throws Exception {
    return loop.submitAsync(gil -> AsyncFetch.get(uri, LIMITS)).get();
  }
}
